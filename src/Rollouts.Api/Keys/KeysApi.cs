using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Worker;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Keys;

/// <summary>Keys for pipelines and people: handing them out, listing them, taking them back.</summary>
internal static class KeysApi
{
    private const int MostInAList = 100;

    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        api.MapPost("/keys", IssueAsync)
            .Needing(Permission.ManageKeys, Reach.All)
            .Tells("Hands out a key. It is shown in this answer and never again.")
            .Takes<KeyBody>()
            .Gives<KeyView>(StatusCodes.Status201Created);
        api.MapGet("/keys", ListAsync)
            .Needing(Permission.ManageKeys, Reach.All)
            .Tells("The keys that were not revoked, without the keys themselves.")
            .Gives<ValueList<KeyView>>();
        api.MapPost("/keys/{id}/revoke", RevokeAsync)
            .Needing(Permission.ManageKeys, Reach.All)
            .Tells("Takes a key back: it opens nothing from then on.")
            .Takes<CommandBody>()
            .Gives<KeyView>();
    }

    // Not repeatable by a key of the request's own: the answer would have to be kept, and it holds the secret.
    private static async Task<IResult> IssueAsync(HttpContext context, Engine engine, KeyCabinet cabinet)
    {
        if (context.Request.Headers.ContainsKey(Once.Header))
        {
            return Replies.Of(
                new Problem(
                    StatusCodes.Status400BadRequest,
                    "key.not-repeatable",
                    $"a key is shown once, so no answer is kept for '{Once.Header}'; send it without"
                )
            );
        }

        var body = Body.Parse<KeyBody>(await Body.ReadAsync(context));
        var (id, secret) = KeyText.Draw();
        var key = KeyOf(body, id, secret, engine.Clock.Now);
        var origin = new Origin(
            engine.Clock.Now,
            Callers.Of(context).Actor,
            new Cause("issue-key", null),
            Words.Reason(body.Reason)
        );
        var decision = await cabinet.IssueAsync(key, Callers.Of(context).Granter, origin, context.RequestAborted);
        return Replies.Of(
            decision is CommandResult<AccessKey>.Accepted { State: var issued }
                ? Reply.Of(StatusCodes.Status201Created, KeyView.Of(issued, secret))
                : Reply.Of(Refused(decision))
        );
    }

    private static async Task<IResult> ListAsync(HttpContext context, KeyCabinet cabinet, string? after = null)
    {
        KeyId? last = after is null ? null : Names.Read("after", after, text => new KeyId(text));
        List<KeyView> keys = [];
        await foreach (var key in cabinet.AllAsync(last, context.RequestAborted))
        {
            keys.Add(KeyView.Of(key));
            if (keys.Count == MostInAList)
            {
                break;
            }
        }

        return Replies.Of(Reply.Of(StatusCodes.Status200OK, keys));
    }

    private static Task<IResult> RevokeAsync(
        HttpContext context,
        Once once,
        Engine engine,
        KeyCabinet cabinet,
        string id
    ) =>
        once.DoAsync<CommandBody>(
            context,
            async (wish, body) =>
            {
                var why = Words.Reason(body.Reason);
                if (!KeyId.IsValid(id) || await cabinet.FindAsync(new KeyId(id), context.RequestAborted) is not { } key)
                {
                    return Reply.Of(Unknown());
                }

                var origin = new Origin(engine.Clock.Now, wish.By, new Cause("revoke-key", wish.Key), why);
                var decision = await cabinet.RevokeAsync(key.Id, origin, context.RequestAborted);
                return decision is CommandResult<AccessKey>.Accepted
                    ? Reply.Of(StatusCodes.Status200OK, KeyView.Of(key))
                    : Reply.Of(Refused(decision));
            }
        );

    private static AccessKey KeyOf(KeyBody body, KeyId id, string secret, Instant now) =>
        new()
        {
            Id = id,
            Name = Names.Read("name", body.Name, name => new GroupName(name)).Value,
            Hash = KeyText.HashOf(secret),
            Roles = body.Roles.Distinct().ToValueList(),
            Services = Patterns("services", body.Services),
            Environments = Patterns("environments", body.Environments),
            Groups = (body.Groups ?? [])
                .Select(text => Names.Read("groups", text, name => new GroupName(name)))
                .ToValueList(),
            IssuedAt = now,
            Until = body.Until is { } until ? Instant.From(until) : null,
        };

    private static ValueList<NamePattern> Patterns(string what, ValueList<string>? texts) =>
        texts is { } some
            ? some.Select(text => Names.Read(what, text, pattern => new NamePattern(pattern))).ToValueList()
            : [NamePattern.Any];

    private static Problem Unknown() => new(StatusCodes.Status404NotFound, "key.unknown", "there is no such key");

    private static Problem Refused(CommandResult<AccessKey> result) =>
        result switch
        {
            CommandResult<AccessKey>.Refused { Why: var why } => Problem.Of(why),
            CommandResult<AccessKey>.Conflict => Problem.Conflict("key"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
