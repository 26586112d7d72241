// Written by `npm run docs` from the rules in policy/rules. Do not edit.

/** What a finding does: it fails the preview or the update, it is told, or nobody looks. */
type Level = "mandatory" | "advisory" | "disabled";

/** A level alone, or parameters and perhaps a level. */
type RuleConfig<Levels, Parameters = unknown> =
    Levels | ({ readonly enforcementLevel?: Levels } & Parameters);

/** The content of a file for `--policy-pack-config`. */
export interface PolicyConfig {
    /** The level of all rules that are not named here. */
    readonly all?: Level;
    /** Environments of Pulumi ESC that the pack runs in. */
    readonly environments?: readonly string[];
    /** Every waiver has a reason, an owner and a last day that is not over. */
    readonly waivers?: RuleConfig<
        Level,
        {
            /** Path of the file with waivers, absolute or from the pack's folder; empty for none. @default "" */
            readonly file?: string;
        }
    >;
    /** Every entry of the baseline names a rule and a resource. */
    readonly baseline?: RuleConfig<
        Level,
        {
            /** Path of the file with the baseline, absolute or from the pack's folder; empty for none. @default "" */
            readonly file?: string;
        }
    >;
    /** Databases are encrypted at rest. */
    readonly "rds-storage-encrypted"?: RuleConfig<Level>;
    /** Databases are encrypted with a customer-managed key. */
    readonly "rds-storage-customer-key"?: RuleConfig<Level>;
    /** Databases and global databases refuse to be deleted. */
    readonly "rds-deletion-protection"?: RuleConfig<Level | "remediate">;
    /** Instances of a protected cluster are protected, too. */
    readonly "rds-instance-protected-like-cluster"?: RuleConfig<Level>;
    /** Databases keep automated backups long enough. */
    readonly "rds-backup-retention"?: RuleConfig<
        Level | "remediate",
        {
            /** Fewest days that backups are kept. @default 7 */
            readonly days?: number;
        }
    >;
    /** Automated backups stay until they expire when their database is deleted. */
    readonly "rds-automated-backups-kept"?: RuleConfig<Level>;
    /** Databases leave a final snapshot behind when they are deleted. */
    readonly "rds-final-snapshot"?: RuleConfig<Level>;
    /** Where a stack has backup plans, one of them takes every database. */
    readonly "rds-in-backup-plan"?: RuleConfig<Level>;
    /** Backups of databases in another region have a customer-managed key there. */
    readonly "rds-backup-copy-customer-key"?: RuleConfig<Level>;
    /** Snapshots of databases are shared with named accounts at most. */
    readonly "rds-snapshot-not-public"?: RuleConfig<Level>;
    /** Snapshots bear the tags of their database. */
    readonly "rds-tags-copied-to-snapshots"?: RuleConfig<Level | "remediate">;
    /** Database instances have no public address. */
    readonly "rds-instance-not-public"?: RuleConfig<Level>;
    /** Databases name their subnets. */
    readonly "rds-subnet-group-explicit"?: RuleConfig<Level>;
    /** No subnet of a database leads to the internet. */
    readonly "rds-subnet-group-not-public"?: RuleConfig<Level>;
    /** Subnets of databases are in two availability zones or more. */
    readonly "rds-subnet-group-zones"?: RuleConfig<Level>;
    /** Databases name their security groups. */
    readonly "rds-security-group-explicit"?: RuleConfig<Level>;
    /** Clusters have another instance to fail over to. */
    readonly "rds-cluster-instances"?: RuleConfig<
        Level,
        {
            /** Fewest instances of a cluster. @default 2 */
            readonly count?: number;
        }
    >;
    /** Databases of plain RDS have a standby in another zone. */
    readonly "rds-instance-multi-az"?: RuleConfig<Level>;
    /** Clusters take no statements over the Data API. */
    readonly "rds-cluster-data-api-off"?: RuleConfig<Level>;
    /** Databases listen at another port than the default of their engine. */
    readonly "rds-port-not-default"?: RuleConfig<Level>;
    /** Databases accept IAM authentication. */
    readonly "rds-iam-authentication"?: RuleConfig<Level | "remediate">;
    /** The master password of a database is made and kept by AWS. */
    readonly "rds-managed-master-secret"?: RuleConfig<Level>;
    /** The managed master password is encrypted with a customer-managed key. */
    readonly "rds-master-secret-customer-key"?: RuleConfig<Level>;
    /** The master of a database has a name of its own. */
    readonly "rds-master-name-not-default"?: RuleConfig<
        Level,
        {
            /** Names, in lower case, that the master must not have. @default ["admin","administrator","awsuser","dba","dbadmin","master","postgres","root","sa","user"] */
            readonly names?: readonly string[];
        }
    >;
    /** PostgreSQL databases have a parameter group of their own. */
    readonly "rds-own-parameter-group"?: RuleConfig<Level>;
    /** PostgreSQL refuses connections without TLS. */
    readonly "rds-forced-tls"?: RuleConfig<Level>;
    /** PostgreSQL takes no TLS older than 1.2. */
    readonly "rds-tls-version"?: RuleConfig<Level>;
    /** PostgreSQL logs the statements that change the schema. */
    readonly "rds-statements-logged"?: RuleConfig<Level>;
    /** PostgreSQL logs the statements that take long. */
    readonly "rds-slow-statements-logged"?: RuleConfig<Level>;
    /** PostgreSQL loads pgaudit. */
    readonly "rds-pgaudit-loaded"?: RuleConfig<Level>;
    /** PostgreSQL's pgaudit is told what to audit. */
    readonly "rds-pgaudit-configured"?: RuleConfig<Level>;
    /** PostgreSQL databases send their logs to CloudWatch Logs. */
    readonly "rds-logs-exported"?: RuleConfig<Level | "remediate">;
    /** Activity streams are encrypted with a customer-managed key. */
    readonly "rds-activity-stream-customer-key"?: RuleConfig<Level>;
    /** Database instances tell what their operating system does. */
    readonly "rds-instance-enhanced-monitoring"?: RuleConfig<Level>;
    /** Instances of PostgreSQL clusters keep what they did, statement by statement. */
    readonly "rds-instance-performance-insights"?: RuleConfig<Level>;
    /** Performance Insights are encrypted with a customer-managed key. */
    readonly "rds-performance-insights-customer-key"?: RuleConfig<Level>;
    /** Somebody is told what RDS does to databases. */
    readonly "rds-event-subscriptions"?: RuleConfig<
        Level,
        {
            /** What must be subscribed to, by RDS's names. @default ["db-cluster","db-instance","db-parameter-group"] */
            readonly sourceTypes?: readonly string[];
        }
    >;
    /** PostgreSQL runs a version that is named and in standard support. */
    readonly "rds-engine-version-supported"?: RuleConfig<Level>;
    /** Databases take up minor versions by themselves, or run a long-term one. */
    readonly "rds-minor-version-upgrades"?: RuleConfig<Level>;
    /** Certificates of databases are of an authority that has not expired. */
    readonly "rds-instance-certificate-authority"?: RuleConfig<Level>;
    /** Global databases are encrypted at rest. */
    readonly "rds-global-cluster-encrypted"?: RuleConfig<Level>;
    /** Database proxies refuse connections without TLS. */
    readonly "rds-proxy-tls"?: RuleConfig<Level>;
    /** Clients log in to database proxies with tokens of IAM. */
    readonly "rds-proxy-iam-authentication"?: RuleConfig<Level>;
    /** Database proxies name their security groups. */
    readonly "rds-proxy-security-group-explicit"?: RuleConfig<Level>;
    /** No subnet of a database proxy leads to the internet. */
    readonly "rds-proxy-not-in-public-subnets"?: RuleConfig<Level>;
    /** Database proxies do not log the text of statements. */
    readonly "rds-proxy-debug-log-off"?: RuleConfig<Level>;
    /** DynamoDB tables and their replicas are encrypted with a customer-managed key. */
    readonly "dynamodb-table-customer-key"?: RuleConfig<Level>;
    /** DynamoDB tables and their replicas can be restored to any second of the last weeks. */
    readonly "dynamodb-table-point-in-time-recovery"?: RuleConfig<Level | "remediate">;
    /** DynamoDB tables and their replicas refuse to be deleted. */
    readonly "dynamodb-table-deletion-protection"?: RuleConfig<Level | "remediate">;
    /** Where a stack has backup plans, one of them takes every DynamoDB table. */
    readonly "dynamodb-table-in-backup-plan"?: RuleConfig<Level>;
    /** DynamoDB tables and their indexes have the capacity that is asked of them. */
    readonly "dynamodb-table-capacity-follows-load"?: RuleConfig<Level>;
    /** DynamoDB tables say how personal their data is. */
    readonly "dynamodb-table-classified"?: RuleConfig<
        Level,
        {
            /** Tags of which each table must have all. @default [] */
            readonly tags?: readonly string[];
            /** Values that they may have. @default ["0","1","2","3"] */
            readonly values?: readonly string[];
        }
    >;
    /** DAX clusters are encrypted at rest. */
    readonly "dax-cluster-encrypted"?: RuleConfig<Level>;
    /** DAX clusters speak TLS only. */
    readonly "dax-cluster-tls"?: RuleConfig<Level>;
    /** DAX clusters name their subnets. */
    readonly "dax-cluster-subnet-group-explicit"?: RuleConfig<Level>;
    /** DAX clusters name their security groups. */
    readonly "dax-cluster-security-group-explicit"?: RuleConfig<Level>;
    /** No subnet of a DAX cluster leads to the internet. */
    readonly "dax-subnet-group-not-public"?: RuleConfig<Level>;
    /** Subnets of DAX clusters are in three availability zones or more. */
    readonly "dax-subnet-group-zones"?: RuleConfig<
        Level,
        {
            /** Fewest availability zones of a cache. @default 3 */
            readonly zones?: number;
        }
    >;
    /** DAX clusters have three nodes or more. */
    readonly "dax-cluster-nodes"?: RuleConfig<
        Level,
        {
            /** Fewest nodes of a cluster. @default 3 */
            readonly nodes?: number;
        }
    >;
    /** DAX clusters tell a topic what happens to them. */
    readonly "dax-cluster-notifications"?: RuleConfig<Level>;
    /** DAX clusters only read, unless a statement of their role says that they write. */
    readonly "dax-role-read-only"?: RuleConfig<
        Level,
        {
            /** Sids of the statements that may let a cluster write. @default ["WriteTables"] */
            readonly sids?: readonly string[];
        }
    >;
    /** Kinesis streams are encrypted with a customer-managed key. */
    readonly "kinesis-stream-encrypted-with-customer-key"?: RuleConfig<Level>;
    /** No database role is a superuser. */
    readonly "postgresql-role-not-superuser"?: RuleConfig<Level>;
    /** Row-level security holds for every database role. */
    readonly "postgresql-role-row-level-security"?: RuleConfig<Level>;
    /** No database role makes or changes other roles. */
    readonly "postgresql-role-no-create-role"?: RuleConfig<Level>;
    /** No database role may replicate. */
    readonly "postgresql-role-no-replication"?: RuleConfig<Level>;
    /** No database role is a member of one that reads or rules everything. */
    readonly "postgresql-role-no-powerful-membership"?: RuleConfig<
        Level,
        {
            /** Roles that none may be a member of. @default ["pg_execute_server_program","pg_read_all_data","pg_read_server_files","pg_write_all_data","pg_write_server_files","rds_replication","rds_superuser"] */
            readonly roles?: readonly string[];
        }
    >;
    /** No password of a database role is kept in Pulumi's state. */
    readonly "postgresql-role-password-not-in-state"?: RuleConfig<Level>;
    /** Database roles that log in have a limit of connections. */
    readonly "postgresql-role-connection-limit"?: RuleConfig<Level>;
    /** Nothing in the database is granted to everyone. */
    readonly "postgresql-no-public-grants"?: RuleConfig<Level>;
    /** Grants in the database name their privileges. */
    readonly "postgresql-no-all-privileges"?: RuleConfig<Level>;
    /** Nobody in the database hands on what was granted to him. */
    readonly "postgresql-no-grant-option"?: RuleConfig<Level>;
    /** Nothing in the database is dropped with all that depends on it. */
    readonly "postgresql-no-drop-cascade"?: RuleConfig<Level>;
    /** Pulumi's own connection to PostgreSQL is encrypted. */
    readonly "postgresql-provider-tls"?: RuleConfig<Level>;
    /** Pulumi's own connection to PostgreSQL checks the server. */
    readonly "postgresql-provider-verifies-server"?: RuleConfig<Level>;
    /** Backup vaults are encrypted with a customer-managed key. */
    readonly "backup-vault-customer-key"?: RuleConfig<Level>;
    /** Backup vaults are locked: nobody deletes a backup before its time. */
    readonly "backup-vault-locked"?: RuleConfig<Level>;
    /** Backup vaults with backups in them are not deleted. */
    readonly "backup-vault-no-force-destroy"?: RuleConfig<Level>;
    /** The policy of every backup vault denies everybody to delete backups. */
    readonly "backup-vault-policy-denies-deletion"?: RuleConfig<Level>;
    /** Backup vaults tell a topic what becomes of backups. */
    readonly "backup-vault-notifications"?: RuleConfig<Level>;
    /** Backup plans take a backup every day. */
    readonly "backup-plan-daily"?: RuleConfig<Level>;
    /** Backup plans keep backups longer than databases keep theirs. */
    readonly "backup-plan-retention"?: RuleConfig<
        Level,
        {
            /** Fewest days that some backups of a plan are kept. @default 35 */
            readonly days?: number;
        }
    >;
    /** No security group lets the world in. */
    readonly "no-open-ingress"?: RuleConfig<
        Level,
        {
            /** Ports that the world may reach. @default [] */
            readonly allowedPorts?: readonly number[];
        }
    >;
    /** No public address, not even a single one, may reach a port on which data is served. */
    readonly "data-ports-no-public-addresses"?: RuleConfig<
        Level,
        {
            /** Ports on which data is served. @default [5432,5433,8111,9111,3306,6379,1433,27017] */
            readonly dataPorts?: readonly number[];
        }
    >;
    /** Ports on which data is served are open to security groups, not to blocks of addresses. */
    readonly "data-ports-security-groups-only"?: RuleConfig<
        Level,
        {
            /** Ports on which data is served. @default [5432,5433,8111,9111,3306,6379,1433,27017] */
            readonly dataPorts?: readonly number[];
            /** CIDR blocks that may reach data all the same. @default [] */
            readonly blocks?: readonly string[];
        }
    >;
    /** No security group lets everything out to everywhere. */
    readonly "no-open-egress"?: RuleConfig<Level>;
    /** Every security group, and every rule of one, says what it is for. */
    readonly "security-group-described"?: RuleConfig<Level>;
    /** A security group has its rules inline or as resources, never both. */
    readonly "security-group-rules-not-mixed"?: RuleConfig<Level>;
    /** Every security group has the rules of its program and no others. */
    readonly "security-group-rules-exclusive"?: RuleConfig<Level>;
    /** The default security group of every VPC is adopted and empty. */
    readonly "default-security-group-closed"?: RuleConfig<Level>;
    /** No network ACL lets the world in to a service. */
    readonly "network-acl-no-open-ingress"?: RuleConfig<
        Level,
        {
            /** Ports that the world may reach. @default [] */
            readonly allowedPorts?: readonly number[];
        }
    >;
    /** Every network ACL guards a subnet. */
    readonly "network-acl-attached"?: RuleConfig<Level>;
    /** The default network ACL of every VPC is adopted and lets nothing through. */
    readonly "default-network-acl-closed"?: RuleConfig<Level>;
    /** Only subnets that are tagged as public hand out public addresses. */
    readonly "subnet-no-public-ip-on-launch"?: RuleConfig<Level | "remediate">;
    /** No subnet that is tagged as private or isolated has a route to an internet gateway. */
    readonly "private-subnet-no-internet-route"?: RuleConfig<Level>;
    /** The default route table of every VPC is adopted and leads nowhere. */
    readonly "default-route-table-closed"?: RuleConfig<Level>;
    /** Routes to a peered VPC name the addresses that are meant. */
    readonly "peering-routes-narrow"?: RuleConfig<Level>;
    /** Every attachment of another account to a transit gateway has to be accepted. */
    readonly "transit-gateway-acceptance"?: RuleConfig<Level>;
    /** Every VPC has a flow log. */
    readonly "vpc-flow-log-present"?: RuleConfig<Level>;
    /** Every flow log records accepted and rejected traffic. */
    readonly "flow-log-all-traffic"?: RuleConfig<Level>;
    /** VPC Block Public Access, where it is set, blocks. */
    readonly "vpc-block-public-access-on"?: RuleConfig<Level>;
    /** Nothing is built on the default VPC. */
    readonly "default-vpc-unused"?: RuleConfig<Level>;
    /** Every Elastic IP address is in use. */
    readonly "elastic-ip-used"?: RuleConfig<Level>;
    /** Every VPC without NAT reaches the AWS services that it needs by endpoints. */
    readonly "endpoints-present"?: RuleConfig<
        Level,
        {
            /** Services by their names in com.amazonaws.<region>.<name>. @default ["s3","dynamodb","secretsmanager","kms","logs","ssm"] */
            readonly services?: readonly string[];
        }
    >;
    /** Every VPC endpoint of an AWS service has a policy. */
    readonly "endpoint-policy-present"?: RuleConfig<Level>;
    /** VPC endpoints let through only what their policy names. */
    readonly "endpoint-policy-not-open"?: RuleConfig<Level>;
    /** Interface endpoints of AWS services answer to the service's own name. */
    readonly "endpoint-private-dns"?: RuleConfig<Level>;
    /** Interface endpoints have a security group of their own. */
    readonly "endpoint-security-group"?: RuleConfig<Level>;
    /** Every connection to an endpoint service has to be accepted. */
    readonly "endpoint-service-acceptance"?: RuleConfig<Level>;
    /** No endpoint service is offered to everyone. */
    readonly "endpoint-service-not-public"?: RuleConfig<Level>;
    /** Instances hand out their credentials only to requests with a token (IMDSv2). */
    readonly "instance-imdsv2"?: RuleConfig<Level>;
    /** No instance has a public address. */
    readonly "instance-no-public-ip"?: RuleConfig<Level>;
    /** Disks of instances are encrypted. */
    readonly "instance-disks-encrypted"?: RuleConfig<Level>;
    /** Instances act by a role. */
    readonly "instance-role"?: RuleConfig<Level>;
    /** No secret stands in the user data of an instance. */
    readonly "instance-user-data-no-secrets"?: RuleConfig<Level>;
    /** KMS keys rotate by themselves. */
    readonly "kms-key-rotation"?: RuleConfig<Level | "remediate">;
    /** KMS keys rotate at least every year. */
    readonly "kms-key-rotation-period"?: RuleConfig<
        Level,
        {
            /** Most days from one rotation to the next. @default 365 */
            readonly days?: number;
        }
    >;
    /** KMS keys can be saved for a while after somebody has deleted them. */
    readonly "kms-key-deletion-window"?: RuleConfig<
        Level,
        {
            /** Fewest days of waiting. @default 30 */
            readonly days?: number;
        }
    >;
    /** Every KMS key is enabled. */
    readonly "kms-key-enabled"?: RuleConfig<Level>;
    /** KMS keys are not for everyone. */
    readonly "kms-key-policy-not-public"?: RuleConfig<Level>;
    /** Every KMS key has a policy of its own. */
    readonly "kms-key-policy-explicit"?: RuleConfig<Level>;
    /** Nobody but the account itself is given everything on a KMS key. */
    readonly "kms-key-administration-separate"?: RuleConfig<Level>;
    /** KMS refuses a key policy that nobody could ever change again. */
    readonly "kms-key-lockout-check"?: RuleConfig<Level>;
    /** Grants on KMS keys are limited to an encryption context. */
    readonly "kms-grant-constrained"?: RuleConfig<Level>;
    /** Secrets and their replicas are encrypted with a customer-managed key. */
    readonly "secret-customer-key"?: RuleConfig<Level>;
    /** Every secret is rotated by itself. */
    readonly "secret-rotated"?: RuleConfig<Level>;
    /** Secrets that are rotated are rotated often enough. */
    readonly "secret-rotation-interval"?: RuleConfig<
        Level,
        {
            /** Most days from one rotation to the next. @default 90 */
            readonly days?: number;
        }
    >;
    /** Deleted secrets can be restored for a while. */
    readonly "secret-recovery-window"?: RuleConfig<
        Level | "remediate",
        {
            /** Fewest days of waiting. @default 7 */
            readonly days?: number;
        }
    >;
    /** AWS refuses policies that open a secret to everyone. */
    readonly "secret-policy-public-blocked"?: RuleConfig<Level>;
    /** No secret's value stands in the program. */
    readonly "secret-value-not-literal"?: RuleConfig<Level>;
    /** Parameters that hold a secret are of the type SecureString. */
    readonly "ssm-parameter-secure"?: RuleConfig<Level>;
    /** SecureString parameters are encrypted with a customer-managed key. */
    readonly "ssm-parameter-customer-key"?: RuleConfig<Level>;
    /** No document of Systems Manager is shared with everyone. */
    readonly "ssm-document-not-public"?: RuleConfig<Level>;
    /** Sharing documents of Systems Manager with everyone, where it is set, is off. */
    readonly "ssm-public-sharing-blocked"?: RuleConfig<Level>;
    /** Shells of Session Manager are encrypted with a customer-managed key. */
    readonly "session-manager-encrypted"?: RuleConfig<Level>;
    /** Shells of Session Manager are recorded, encrypted. */
    readonly "session-manager-logged"?: RuleConfig<Level>;
    /** Functions run in the VPC. */
    readonly "lambda-function-in-vpc"?: RuleConfig<Level>;
    /** Functions in a VPC run in two availability zones or more. */
    readonly "lambda-function-two-zones"?: RuleConfig<Level>;
    /** Functions use runtimes that AWS supports. */
    readonly "lambda-runtime-supported"?: RuleConfig<Level>;
    /** The environment of functions is encrypted with a customer-managed key. */
    readonly "lambda-environment-customer-key"?: RuleConfig<Level>;
    /** No secret stands in the environment of a function. */
    readonly "lambda-environment-no-secrets"?: RuleConfig<Level>;
    /** An AWS service may invoke a function only for a named source. */
    readonly "lambda-permission-source"?: RuleConfig<Level>;
    /** Function URLs ask who calls. */
    readonly "lambda-url-authenticated"?: RuleConfig<Level>;
    /** Function URLs take no credentials from pages of just anybody. */
    readonly "lambda-url-cors"?: RuleConfig<Level>;
    /** What a function has failed on is kept somewhere. */
    readonly "lambda-failures-kept"?: RuleConfig<Level>;
    /** Functions are traced by X-Ray. */
    readonly "lambda-traced"?: RuleConfig<Level>;
    /** Functions have a limit on how many run at once. */
    readonly "lambda-concurrency-bounded"?: RuleConfig<Level>;
    /** Functions take only code that is signed. */
    readonly "lambda-code-signed"?: RuleConfig<Level>;
    /** The log group of every function is made by the program. */
    readonly "lambda-log-group-own"?: RuleConfig<Level>;
    /** Functions use layers of their own account, or of accounts that are listed. */
    readonly "lambda-layers-known"?: RuleConfig<
        Level,
        {
            /** Accounts whose layers may be used. @default ["580247275435","017000801446"] */
            readonly accounts?: readonly string[];
        }
    >;
    /** Topics are encrypted with a customer-managed key. */
    readonly "sns-topic-customer-key"?: RuleConfig<Level>;
    /** Every topic has a policy that denies publishing without TLS. */
    readonly "sns-topic-tls-only"?: RuleConfig<Level>;
    /** Topics log what they could not deliver. */
    readonly "sns-delivery-logged"?: RuleConfig<Level>;
    /** No subscription is delivered by plain HTTP. */
    readonly "sns-subscription-not-plain"?: RuleConfig<Level>;
    /** Queues are encrypted with a customer-managed key. */
    readonly "sqs-queue-customer-key"?: RuleConfig<Level>;
    /** Every queue has a policy that denies requests without TLS. */
    readonly "sqs-queue-tls-only"?: RuleConfig<Level>;
    /** Messages that nobody can handle go to a queue for dead letters. */
    readonly "sqs-queue-dead-letters"?: RuleConfig<Level>;
    /** Every web ACL has rules. */
    readonly "waf-acl-has-rules"?: RuleConfig<Level>;
    /** Every web ACL logs what it sees. */
    readonly "waf-acl-logged"?: RuleConfig<Level>;
    /** Web ACLs, rule groups and their rules count what they do. */
    readonly "waf-metrics-on"?: RuleConfig<Level>;
    /** Every web ACL blocks inputs that AWS knows to be bad, such as Log4Shell's. */
    readonly "waf-known-bad-inputs"?: RuleConfig<Level>;
    /** Every rule of a web ACL or a rule group does something. */
    readonly "waf-rules-have-action"?: RuleConfig<Level>;
    /** Every regional web ACL protects something. */
    readonly "waf-acl-attached"?: RuleConfig<Level>;
    /** Every web ACL limits how much one caller may ask. */
    readonly "waf-rate-limited"?: RuleConfig<Level>;
    /** Policies of buckets, secrets, tables, topics, queues, functions, vaults and the like are not for everyone. */
    readonly "resource-policy-not-public"?: RuleConfig<Level>;
    /** No policy allows everything on everything. */
    readonly "iam-no-star-admin"?: RuleConfig<Level>;
    /** No policy allows all actions of a service. */
    readonly "iam-no-service-wildcard"?: RuleConfig<Level>;
    /** No policy allows everything but what it lists. */
    readonly "iam-no-allow-by-exception"?: RuleConfig<Level>;
    /** Policies that allow to change something name what. */
    readonly "iam-write-actions-scoped"?: RuleConfig<Level>;
    /** Policies that allow to decrypt name the keys. */
    readonly "iam-decrypt-scoped"?: RuleConfig<Level>;
    /** Policies that allow to read data or credentials name which. */
    readonly "iam-data-reads-scoped"?: RuleConfig<Level>;
    /** No policy is enough to give oneself more rights than it says. */
    readonly "iam-no-privilege-escalation"?: RuleConfig<Level>;
    /** Policies that allow to pass roles name the roles, or the services that get them. */
    readonly "iam-pass-role-scoped"?: RuleConfig<Level>;
    /** No role, user or group has a policy of AWS that allows all of a service or more. */
    readonly "iam-no-broad-managed-policy"?: RuleConfig<Level>;
    /** No role can be taken on by everyone. */
    readonly "iam-role-trust-not-public"?: RuleConfig<Level>;
    /** No role can be taken on by all of another account, with no condition on who it is. */
    readonly "iam-role-trust-other-accounts"?: RuleConfig<Level>;
    /** Roles of services that tell for whom they act are for the own account only. */
    readonly "iam-role-trust-service-source"?: RuleConfig<
        Level,
        {
            /** Services that tell for whom they act. @default ["bedrock.amazonaws.com","cloudformation.amazonaws.com","events.amazonaws.com","logs.amazonaws.com","monitoring.rds.amazonaws.com","pipes.amazonaws.com","scheduler.amazonaws.com","ssm.amazonaws.com","states.amazonaws.com","transfer.amazonaws.com","vpc-flow-logs.amazonaws.com"] */
            readonly services?: readonly string[];
        }
    >;
    /** Roles for tokens of an identity provider say for whom the tokens are, and whose. */
    readonly "iam-role-trust-oidc-limited"?: RuleConfig<Level>;
    /** Sessions of a role end after a few hours. */
    readonly "iam-role-session-duration"?: RuleConfig<
        Level,
        {
            /** Longest session of a role, in hours. @default 4 */
            readonly maxHours?: number;
        }
    >;
    /** Every role has a permissions boundary. */
    readonly "iam-role-permissions-boundary"?: RuleConfig<Level>;
    /** What policies a role has is said in one place. */
    readonly "iam-role-policies-managed-once"?: RuleConfig<Level>;
    /** Nobody signs in as an IAM user. */
    readonly "iam-no-users"?: RuleConfig<Level>;
    /** There are no credentials that last: access keys, and what else users sign requests with. */
    readonly "iam-no-access-keys"?: RuleConfig<Level>;
    /** Users get their rights from groups and roles, never by themselves. */
    readonly "iam-no-user-policies"?: RuleConfig<Level>;
    /** Policies of roles and groups are resources of their own. */
    readonly "iam-no-inline-policies"?: RuleConfig<Level>;
    /** Somebody may open cases at AWS Support. */
    readonly "iam-support-role"?: RuleConfig<Level>;
    /** Every bucket blocks public access, in all four ways. */
    readonly "s3-bucket-public-access-blocked"?: RuleConfig<Level | "remediate">;
    /** Access points keep blocking public access, as AWS makes them. */
    readonly "s3-access-point-public-access-blocked"?: RuleConfig<Level>;
    /** No ACL opens a bucket, or an object in it, to everyone. */
    readonly "s3-bucket-no-public-acl"?: RuleConfig<Level>;
    /** Buckets have their ACLs switched off, as AWS makes new ones. */
    readonly "s3-bucket-acls-disabled"?: RuleConfig<Level>;
    /** No bucket is a website. */
    readonly "s3-bucket-no-website"?: RuleConfig<Level>;
    /** Bucket policies let no other account change who gets in, or the encryption. */
    readonly "s3-bucket-policy-no-foreign-control"?: RuleConfig<Level>;
    /** Bucket policies leave somebody who can change them. */
    readonly "s3-bucket-policy-owner-not-locked-out"?: RuleConfig<Level>;
    /** Every bucket has a policy that denies requests without TLS. */
    readonly "s3-bucket-tls-only"?: RuleConfig<Level>;
    /** Every bucket encrypts with a customer-managed key, but those that access logs are delivered to. */
    readonly "s3-bucket-encrypted-with-customer-key"?: RuleConfig<Level>;
    /** Buckets that encrypt with KMS use a bucket key. */
    readonly "s3-bucket-key-enabled"?: RuleConfig<Level>;
    /** Every bucket keeps the versions of its objects. */
    readonly "s3-bucket-versioned"?: RuleConfig<Level | "remediate">;
    /** Versions of objects are deleted with a second factor only. */
    readonly "s3-bucket-mfa-delete"?: RuleConfig<Level>;
    /** Who reads and writes a bucket is recorded: by S3, or by a trail of the stack. */
    readonly "s3-bucket-access-logged"?: RuleConfig<
        Level,
        {
            /** Stack whose trail records the objects of the buckets of this one. @default "" */
            readonly recordedBy?: string;
        }
    >;
    /** Every bucket says how long its objects live. */
    readonly "s3-bucket-lifecycle"?: RuleConfig<Level>;
    /** Versions of objects that were overwritten or deleted go in the end. */
    readonly "s3-bucket-old-versions-expire"?: RuleConfig<Level>;
    /** Uploads in parts that are never finished are cleaned away. */
    readonly "s3-bucket-unfinished-uploads-aborted"?: RuleConfig<Level>;
    /** Buckets cannot be deleted with what is in them. */
    readonly "s3-no-force-destroy"?: RuleConfig<Level | "remediate">;
    /** What a trail or Config delivers can be changed or deleted by nobody while it is kept. */
    readonly "s3-audit-bucket-locked"?: RuleConfig<Level>;
    /** Every bucket has a copy in another region. */
    readonly "s3-bucket-replicated"?: RuleConfig<Level>;
    /** Every bucket tells of what happens to its objects. */
    readonly "s3-bucket-events-told"?: RuleConfig<Level>;
    /** Log groups keep what they hold long enough, but not for ever. */
    readonly "log-group-retention"?: RuleConfig<
        Level | "remediate",
        {
            /** Fewest days that logs are kept. @default 30 */
            readonly days?: number;
        }
    >;
    /** Log groups are encrypted with a customer-managed key. */
    readonly "log-group-encrypted"?: RuleConfig<Level>;
    /** Every alarm tells somebody, or is part of one that does. */
    readonly "alarm-has-action"?: RuleConfig<Level>;
    /** What alarms do is switched on. */
    readonly "alarm-actions-enabled"?: RuleConfig<Level | "remediate">;
    /** Where a stack has alarms on databases, tables or functions, it has some on each of that kind. */
    readonly "data-stores-alarmed"?: RuleConfig<Level>;
    /** Where metric filters watch a trail's log group, they and alarms on them find all that CIS names. */
    readonly "account-events-alarmed"?: RuleConfig<Level>;
    /** The stack that holds an account's guardrails has a trail. */
    readonly "cloudtrail-trail-present"?: RuleConfig<Level>;
    /** Trails are switched on. */
    readonly "cloudtrail-trail-logging"?: RuleConfig<Level | "remediate">;
    /** Trails log what happens in every region. */
    readonly "cloudtrail-trail-all-regions"?: RuleConfig<Level>;
    /** Trails log the services that have no region, such as IAM. */
    readonly "cloudtrail-trail-global-events"?: RuleConfig<Level | "remediate">;
    /** Trails record what is done to resources, both reading and writing. */
    readonly "cloudtrail-trail-management-events"?: RuleConfig<Level>;
    /** Trails record who reads and writes data, not only who changes what holds it. */
    readonly "cloudtrail-trail-data-events"?: RuleConfig<
        Level,
        {
            /** Types that must be recorded, such as `AWS::S3::Object`; without any, one of whatever type will do. @default [] */
            readonly resourceTypes?: readonly string[];
        }
    >;
    /** Trails sign digests of their files, so that a change of one shows. */
    readonly "cloudtrail-trail-files-validated"?: RuleConfig<Level | "remediate">;
    /** Trails encrypt their files with a customer-managed key. */
    readonly "cloudtrail-trail-encrypted-with-customer-key"?: RuleConfig<Level>;
    /** Only known trails may write to a bucket that CloudTrail is let in to. */
    readonly "cloudtrail-trail-bucket-own"?: RuleConfig<Level>;
    /** S3 logs the access to the bucket of a trail, where both are in one stack. */
    readonly "cloudtrail-trail-bucket-logged"?: RuleConfig<Level>;
    /** Trails also deliver to a log group, where filters and alarms see an event in minutes. */
    readonly "cloudtrail-trail-to-log-group"?: RuleConfig<Level>;
    /** Trails tell a topic of each file that they deliver. */
    readonly "cloudtrail-trail-files-announced"?: RuleConfig<Level>;
    /** Trails look for calls and errors that are unusual in number. */
    readonly "cloudtrail-trail-insights"?: RuleConfig<Level>;
    /** Event data stores of CloudTrail Lake are encrypted with a customer-managed key. */
    readonly "cloudtrail-event-data-store-encrypted-with-customer-key"?: RuleConfig<Level>;
    /** Event data stores of CloudTrail Lake refuse to be deleted. */
    readonly "cloudtrail-event-data-store-kept"?: RuleConfig<Level | "remediate">;
    /** Passwords of the console are long, of all classes and not used again, in a stack that holds an account's guardrails. */
    readonly "account-password-policy-strong"?: RuleConfig<Level>;
    /** Passwords of the console are changed every 90 days. */
    readonly "account-passwords-expire"?: RuleConfig<Level>;
    /** The whole account blocks public access to buckets, in a stack that holds its guardrails. */
    readonly "account-s3-public-access-blocked"?: RuleConfig<Level | "remediate">;
    /** New disks are encrypted by default, in a stack that holds an account's guardrails. */
    readonly "account-ebs-encrypted-by-default"?: RuleConfig<Level | "remediate">;
    /** Access Analyzer looks for what is open to others, in a stack that holds an account's guardrails. */
    readonly "access-analyzer-present"?: RuleConfig<Level>;
    /** GuardDuty is on, in a stack that holds an account's guardrails. */
    readonly "guardduty-enabled"?: RuleConfig<Level | "remediate">;
    /** GuardDuty looks at data, logins and functions, not at the network alone. */
    readonly "guardduty-features-enabled"?: RuleConfig<
        Level,
        {
            /** Features that must be on; add `RUNTIME_MONITORING` where instances run. @default ["S3_DATA_EVENTS","RDS_LOGIN_EVENTS","LAMBDA_NETWORK_LOGS","EBS_MALWARE_PROTECTION"] */
            readonly features?: readonly string[];
        }
    >;
    /** GuardDuty tells every 15 minutes of what goes on. */
    readonly "guardduty-findings-frequent"?: RuleConfig<Level | "remediate">;
    /** What GuardDuty finds reaches somebody, by a rule of EventBridge with a target. */
    readonly "guardduty-findings-told"?: RuleConfig<Level>;
    /** What GuardDuty finds is kept in a bucket, too. */
    readonly "guardduty-findings-exported"?: RuleConfig<Level>;
    /** AWS Config records, wherever a stack makes a recorder or holds an account's guardrails. */
    readonly "config-recorder-on"?: RuleConfig<Level>;
    /** AWS Config records every type of resource, or all but some. */
    readonly "config-records-everything"?: RuleConfig<Level>;
    /** One of a stack's recorders of AWS Config records IAM, too. */
    readonly "config-records-global-types"?: RuleConfig<Level>;
    /** A recorder of AWS Config has a delivery channel in its stack. */
    readonly "config-delivery-channel-present"?: RuleConfig<Level>;
    /** What AWS Config delivers to a bucket of another stack is encrypted with a key of ours. */
    readonly "config-delivery-encrypted-with-customer-key"?: RuleConfig<Level>;
    /** Aggregators of AWS Config cover every region. */
    readonly "config-aggregator-all-regions"?: RuleConfig<Level>;
    /** Security Hub is on, in a stack that holds an account's guardrails. */
    readonly "securityhub-enabled"?: RuleConfig<Level>;
    /** Security Hub checks AWS's Foundational Security Best Practices. */
    readonly "securityhub-best-practices"?: RuleConfig<Level>;
    /** Inspector scans Lambda functions, in a stack that holds an account's guardrails. */
    readonly "inspector-scans-functions"?: RuleConfig<Level>;
    /** Macie looks for personal data in buckets, in a stack that holds an account's guardrails. */
    readonly "macie-enabled"?: RuleConfig<Level>;
    /** Everything that takes tags has those asked for, its own or the provider's. */
    readonly "required-tags"?: RuleConfig<
        Level,
        {
            /** Tags that must be there, as `name`, or with the values allowed: `name=a|b`. @default [] */
            readonly tags?: readonly string[];
        }
    >;
    /** Resources that hold data, the keys to it, or the network under it, have Pulumi's protect option. */
    readonly "stateful-resources-protected"?: RuleConfig<
        Level,
        {
            /** Names of stacks whose data is worth nothing. @default [] */
            readonly exemptStacks?: readonly string[];
        }
    >;
    /** Everything is in a region where the data may be. */
    readonly residency?: RuleConfig<
        Level,
        {
            /** Regions where data may be. @default ["eu-central-1","eu-north-1","eu-south-1","eu-south-2","eu-west-1","eu-west-3"] */
            readonly regions?: readonly string[];
        }
    >;
    /** Providers name the account that they deploy to. */
    readonly "provider-account-named"?: RuleConfig<Level>;
    /** Only the provider's accounts, and those that are listed, are let in to anything. */
    readonly "accounts-allowed"?: RuleConfig<
        Level,
        {
            /** Other accounts that may be let in. @default [] */
            readonly accounts?: readonly string[];
        }
    >;
    /** No change of a property that protects data is ignored. */
    readonly "security-changes-not-ignored"?: RuleConfig<Level>;
    /** No password, key or token stands where it can be read. */
    readonly "no-credential-literals"?: RuleConfig<Level>;
    /** What could not be judged before the update is named. */
    readonly "unknown-values"?: RuleConfig<Level>;
    /** Every parameter in the policy config is one that its rule has. */
    readonly "policy-config"?: RuleConfig<Level>;
    /** Every finding that is waived or in the baseline is named, and what is left of those. */
    readonly "accepted-findings"?: RuleConfig<
        Level,
        {
            /** Days before the last day of a waiver from which on it is named. @default 30 */
            readonly warnDays?: number;
        }
    >;
}
