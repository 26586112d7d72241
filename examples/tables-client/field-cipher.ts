import { isDeepStrictEqual } from "node:util";
import {
    AlgorithmSuiteIdentifier,
    buildClient,
    CommitmentPolicy,
    getLocalCryptographicMaterialsCache,
    KmsKeyringNode,
    MultiKeyringNode,
    NodeCachingMaterialsManager,
    type NodeMaterialsManager,
    RawAesKeyringNode,
    RawAesWrappingSuiteIdentifier,
    type KeyringNode,
} from "@aws-crypto/client-node";
import type { KMS } from "@aws-sdk/client-kms";

/** What an application encrypts single attributes with. */
export interface FieldKeys {
    /** Of the region of the keys, which may be another one than the table's replica's. */
    readonly kms: KMS;
    /** ARN of the key of level 2, not of an alias: what another key encrypted is refused. */
    readonly level2KeyArn: string;
    /** ARN of the key of level 3. */
    readonly level3KeyArn: string;
    /** The application's own keys of level 3, 32 bytes each, by their versions. */
    readonly appKeys: Readonly<Record<string, Uint8Array>>;
    /** Version of the own key that encrypts; all of them decrypt. */
    readonly appKeyVersion: string;
    /**
     * How long the data key of an attribute that was read is kept in memory, in seconds, so that
     * reading it again asks KMS nothing; 0 for never. What the caller may no longer decrypt he may
     * within that time. @default 60
     */
    readonly dataKeySeconds?: number;
}

/** Level 2 is encrypted once, level 3 twice. */
export type EncryptedLevel = 2 | 3;

/** What a ciphertext is bound to. It is no secret: KMS and its audit trail are told. */
export type FieldContext = Readonly<Record<string, string>>;

/** Data keys that are kept in memory at most. Each opens one attribute of one item. */
const KEPT_DATA_KEYS = 1000;

/**
 * Committing: no ciphertext opens to two values under two keys. Unsigned: the same programs encrypt
 * and decrypt, so that a signature would prove nothing, and take 200 bytes of each attribute.
 */
const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;

const esdk = buildClient({
    commitmentPolicy: CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT,
    maxEncryptedDataKeys: 1,
});

/** One key: what encrypts with it, and what decrypts. */
interface Lock {
    readonly seal: KeyringNode;
    readonly open: KeyringNode | NodeMaterialsManager;
}

/**
 * Encrypts and decrypts attributes with the AWS Encryption SDK: level 2 under a KMS key, level 3
 * under the application's own key and then under another KMS key. Every attribute has a data key of
 * its own, and opens only as what it was encrypted as.
 */
export class FieldCipher {
    readonly #locks: Readonly<Record<EncryptedLevel, readonly Lock[]>>;

    /** @throws Error when an own key has not 32 bytes, or the one that encrypts is not there */
    constructor(keys: FieldKeys) {
        const { dataKeySeconds = 60 } = keys;
        const underKms = (arn: string): Lock => {
            const keyring = new KmsKeyringNode({
                clientProvider: () => keys.kms,
                generatorKeyId: arn,
            });
            // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- It is one: its constructor is declared as an interface.
            return { seal: keyring, open: cached(keyring, dataKeySeconds) };
        };
        this.#locks = {
            2: [underKms(keys.level2KeyArn)],
            3: [underOwn(keys), underKms(keys.level3KeyArn)],
        };
    }

    /** The ciphertext of `clear`, which opens with this level and this context only. */
    async encrypt(
        level: EncryptedLevel,
        context: FieldContext,
        clear: Uint8Array,
    ): Promise<Uint8Array> {
        const encryptionContext = { ...context, "pii-level": String(level) };
        let sealed = clear;
        for (const { seal } of this.#locks[level]) {
            sealed = (await esdk.encrypt(seal, sealed, { encryptionContext, suiteId })).result;
        }
        return sealed;
    }

    /**
     * @throws Error when the ciphertext was changed, is of another level or context or under
     * another key, and when KMS refuses
     */
    async decrypt(
        level: EncryptedLevel,
        context: FieldContext,
        sealed: Uint8Array,
    ): Promise<Uint8Array> {
        const expected = { ...context, "pii-level": String(level) };
        let clear = sealed;
        for (const { open } of this.#locks[level].toReversed()) {
            const { plaintext, messageHeader } = await esdk.decrypt(open, clear);
            const bound = { ...messageHeader.encryptionContext };
            if (!isDeepStrictEqual(bound, expected)) {
                throw new Error(
                    `the ciphertext is that of ${JSON.stringify(bound)} and not of ${JSON.stringify(expected)}`,
                );
            }
            clear = plaintext;
        }
        return clear;
    }
}

/**
 * Data keys are kept for decryption alone. To encrypt, KMS makes a new one each time: as a data key
 * is bound to its attribute and item, a kept one would serve none but the same attribute again.
 */
function cached(keyring: KeyringNode, seconds: number): KeyringNode | NodeMaterialsManager {
    if (seconds === 0) {
        return keyring;
    }
    return new NodeCachingMaterialsManager({
        backingMaterials: keyring,
        cache: getLocalCryptographicMaterialsCache(KEPT_DATA_KEYS),
        maxAge: seconds * 1000,
    });
}

function underOwn({ appKeys, appKeyVersion }: FieldKeys): Lock {
    const keyring = (version: string) => {
        const key = appKeys[version];
        if (key?.length !== 32) {
            throw new Error(
                `the application's key "${version}" must have 32 bytes, and has ${key?.length ?? "none"}`,
            );
        }
        return new RawAesKeyringNode({
            keyNamespace: "application",
            keyName: version,
            unencryptedMasterKey: new Uint8Array(key),
            wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
        });
    };
    return {
        seal: keyring(appKeyVersion),
        open: new MultiKeyringNode({ children: Object.keys(appKeys).map(keyring) }),
    };
}
