using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Domain.Access;
using Rollouts.Engine.Keys;
using Rollouts.Engine.Requests;

namespace Rollouts.Api.Keys;

/// <summary>Creates, lists and revokes API keys.</summary>
internal static class KeyEndpoints
{
    private const int MostInAList = 100;

    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        api.MapPost("/keys", CreateAsync)
            .RequirePermissionOf(typeof(CreateKey))
            .Describes("Hands out a key. It is shown in this answer and never again.")
            .AcceptsBody<KeyBody>()
            .Returns<KeyView>(StatusCodes.Status201Created);
        api.MapGet("/keys", ListAsync)
            .RequirePermission(Permission.ManageKeys, RequiredReach.All)
            .Describes("The keys that were not revoked, without the keys themselves.")
            .Returns<ValueList<KeyView>>();
        api.MapPost("/keys/{id}/revoke", RevokeAsync)
            .RequirePermissionOf(typeof(RevokeKey))
            .Describes("Takes a key back: it opens nothing from then on.")
            .AcceptsBody<CommandBody>()
            .Returns<KeyView>();
    }

    // An idempotency key is refused, because the answer would have to be stored, and it holds the secret.
    private static Task<IResult> CreateAsync(HttpContext context, UseCases useCases) =>
        context.Request.Headers.ContainsKey(IdempotencyKeys.Header)
            ? Task.FromResult(
                Replies.Of(
                    new Problem(
                        StatusCodes.Status400BadRequest,
                        "key.not-repeatable",
                        $"a key is shown once, so no answer is kept for '{IdempotencyKeys.Header}'; send it without"
                    )
                )
            )
            : useCases.AnswerAsync<KeyBody, CreatedKey>(
                context,
                RequestOf,
                done => Reply.Of(StatusCodes.Status201Created, KeyView.Of(done.Value.Key, done.Value.Text))
            );

    private static async Task<IResult> ListAsync(HttpContext context, KeyRepository repository, string? after = null)
    {
        KeyId? last = after is null ? null : Names.Read("after", after, text => new KeyId(text));
        List<KeyView> keys = [];
        await foreach (var key in repository.AllAsync(last, context.RequestAborted))
        {
            keys.Add(KeyView.Of(key));
            if (keys.Count == MostInAList)
            {
                break;
            }
        }

        return Replies.Of(Reply.Of(StatusCodes.Status200OK, keys));
    }

    private static Task<IResult> RevokeAsync(HttpContext context, UseCases useCases, string id) =>
        useCases.AnswerAsync<CommandBody, AccessKey>(
            context,
            (to, body) => Revoke(to, id, body.Reason),
            done => Reply.Of(StatusCodes.Status200OK, KeyView.Of(done.Value))
        );

    /// <exception cref="BadRequestException">The id or the reason is invalid.</exception>
    internal static RevokeKey Revoke(RequestContext context, string id, string reason)
    {
        var why = QueryWords.Reason(reason);
        return KeyId.IsValid(id)
            ? new RevokeKey(context, new KeyId(id), why)
            : throw new BadRequestException(Problem.Of(RevokeKey.Unknown));
    }

    private static CreateKey RequestOf(RequestContext context, KeyBody body) =>
        new(
            context,
            Names.Read("name", body.Name, name => new GroupName(name)),
            body.Roles,
            QueryWords.Reason(body.Reason)
        )
        {
            Services = Patterns("services", body.Services),
            Environments = Patterns("environments", body.Environments),
            Groups = (body.Groups ?? [])
                .Select(text => Names.Read("groups", text, name => new GroupName(name)))
                .ToValueList(),
            Until = body.Until is { } until ? Instant.From(until) : null,
        };

    private static ValueList<NamePattern> Patterns(string what, ValueList<string>? texts) =>
        texts is { } some
            ? some.Select(text => Names.Read(what, text, pattern => new NamePattern(pattern))).ToValueList()
            : [NamePattern.Any];
}
