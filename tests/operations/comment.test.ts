import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { putComment } from "../../operations/comment/comment";

interface Comment {
    id: number;
    body: string;
}

/** As much of GitHub's API as a comment needs. */
function github(comments: Comment[], asked: string[]): Server {
    return createServer((request, response) => {
        const { method = "", url = "", headers } = request;
        const { pathname, searchParams } = new URL(url, "http://localhost");
        asked.push(`${method} ${pathname}`);
        let text = "";
        request.on("data", (chunk: Buffer) => (text += chunk.toString()));
        request.on("end", () => {
            const body = (text === "" ? {} : JSON.parse(text)) as { body: string };
            const id = Number(pathname.split("/").at(-1));
            const existing = comments.find((comment) => comment.id === id);
            let answer: unknown = { message: "Bad credentials" };
            response.statusCode = headers.authorization === "Bearer secret" ? 200 : 401;
            if (response.statusCode === 200 && method === "GET") {
                const size = Number(searchParams.get("per_page"));
                const start = (Number(searchParams.get("page")) - 1) * size;
                answer = comments.slice(start, start + size);
            } else if (response.statusCode === 200 && existing) {
                answer = Object.assign(existing, body);
            } else if (response.statusCode === 200) {
                comments.push({ id: comments.length + 1, ...body });
                answer = comments.at(-1);
            }
            response.end(JSON.stringify(answer));
        });
    });
}

describe("the comment under a pull request", () => {
    let comments: Comment[];
    let asked: string[];
    let server: Server;
    let api: string;
    beforeEach(async () => {
        comments = [];
        asked = [];
        server = github(comments, asked);
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => {
        server.close();
        server.closeAllConnections();
    });
    const pull = () => ({ api, repository: "owner/name", number: 7, token: "secret" });

    it("is written once, and then updated", async () => {
        assert.equal(await putComment(pull(), "<!-- a -->\none"), "written");
        assert.equal(await putComment(pull(), "<!-- b -->\nother"), "written");
        assert.equal(await putComment(pull(), "<!-- a -->\ntwo"), "updated");
        assert.deepEqual(comments, [
            { id: 1, body: "<!-- a -->\ntwo" },
            { id: 2, body: "<!-- b -->\nother" },
        ]);
        assert.deepEqual(asked.slice(0, 2), [
            "GET /repos/owner/name/issues/7/comments",
            "POST /repos/owner/name/issues/7/comments",
        ]);
        assert.equal(asked.at(-1), "PATCH /repos/owner/name/issues/comments/1");
    });

    it("is found among many, and by its first line alone", async () => {
        for (let id = 1; id <= 150; id++) {
            comments.push({ id, body: `I say <!-- a -->\n${id}` });
        }
        comments.push({ id: 151, body: "<!-- a -->\r\nold" });
        assert.equal(await putComment(pull(), "<!-- a -->\nnew"), "updated");
        assert.equal(comments.length, 151);
        assert.equal(comments.at(-1)?.body, "<!-- a -->\nnew");
    });

    it("fails with what GitHub said", async () => {
        await assert.rejects(putComment({ ...pull(), token: "wrong" }, "a"), {
            message:
                "GitHub refused GET /repos/owner/name/issues/7/comments?per_page=100&page=1 with 401: " +
                '{"message":"Bad credentials"}',
        });
    });
});
