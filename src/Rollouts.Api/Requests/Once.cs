using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Idempotency;

namespace Rollouts.Api.Requests;

/// <summary>
/// Lets a request that has a key take effect once, however often it is sent, and answers each time as it did the
/// first time. What is written and the answer to it are kept in one transaction by whoever writes.
/// </summary>
internal sealed class Once(IStore store)
{
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 200;

    /// <summary>Whoever worked on it for so long is gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Does what a request with a body of JSON wants.</summary>
    public Task<IResult> DoAsync<T>(HttpContext context, Func<Wish, T, Task<Reply>> work) =>
        DoAsync(context, (wish, bytes) => work(wish, Body.Parse<T>(bytes)));

    /// <summary>Does what a request wants whose body is something else.</summary>
    public async Task<IResult> DoAsync(HttpContext context, Func<Wish, byte[], Task<Reply>> work)
    {
        // Before the key is looked up: a body that is too large leaves nothing behind.
        var bytes = await Body.ReadAsync(context);
        return await DoAsync(context, bytes, wish => work(wish, bytes));
    }

    /// <summary>Does what a request wants whose body, if it has one, says nothing.</summary>
    public Task<IResult> DoAsync(HttpContext context, Func<Wish, Task<Reply>> work) => DoAsync(context, [], work);

    private async Task<IResult> DoAsync(HttpContext context, byte[] body, Func<Wish, Task<Reply>> work)
    {
        var caller = Callers.Of(context);
        if (KeyIn(context) is not { } key)
        {
            return Replies.Of(await work(new Wish(caller, $"request-{Guid.NewGuid():N}", Kept: null)));
        }

        var request = new RequestKey(caller.Id, key);
        var digest = DigestOf(context, body);
        var received = await store.Idempotency.ReceiveAsync(request, digest, Patience, context.RequestAborted);
        switch (received)
        {
            case Reception.Answered answered:
                context.Response.Headers["Idempotency-Replayed"] = "true";
                return Replies.Of(new Reply(answered.Answer.Status, answered.Answer.Body));
            case Reception.Running:
                context.Response.Headers.RetryAfter = "1";
                return Replies.Of(
                    new Problem(
                        StatusCodes.Status409Conflict,
                        "request.running",
                        $"a request with the key '{key}' is being worked on; ask again in a second"
                    )
                );
            case Reception.Differs:
                return Replies.Of(
                    new Problem(
                        StatusCodes.Status422UnprocessableEntity,
                        "request.key-reused",
                        $"the key '{key}' was used for another request; each request needs a key of its own"
                    )
                );
        }

        var wish = new Wish(caller, key, request);
        var reply = await AnswerAsync(() => work(wish));
        await KeepAsync(wish, request, reply);
        return Replies.Of(reply);
    }

    private Task KeepAsync(Wish wish, RequestKey request, Reply reply) =>
        reply.MayPass ? store.Idempotency.LeaveAsync(request, default)
        // A refusal may come after something was to be written that was not.
        : wish.IsKeptWithWrites && reply.Status < StatusCodes.Status300MultipleChoices ? Task.CompletedTask
        : store.Idempotency.AnswerAsync(new StoredAnswer(request, reply.Status, reply.Body), default);

    // A request that cannot be understood is answered too, or the next with its key would have to wait for it.
    private static async Task<Reply> AnswerAsync(Func<Task<Reply>> work)
    {
        try
        {
            return await work();
        }
        catch (BadRequestException exception)
        {
            return Reply.Of(exception.Problem);
        }
    }

    private static string? KeyIn(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        var key = values.ToString();
        return key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new BadRequestException(
                new Problem(
                    StatusCodes.Status400BadRequest,
                    "request.key",
                    $"'{Header}' is 1 to {LongestKey} characters without spaces, as in a UUID or 'build-1234'"
                )
            );
    }

    private static string DigestOf(HttpContext context, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Said(context.Request)));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Said(HttpRequest request) =>
        $"{request.Method} {request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n"
        + (request.Headers.IfNoneMatch.Count == 0 ? "" : $"{request.Headers.IfNoneMatch}\n");
}
