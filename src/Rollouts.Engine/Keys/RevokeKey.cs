using MediatR;
using Rollouts.Domain.Access;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Keys;

/// <summary>Revokes an API key. It is invalid from then on.</summary>
[Requires(Permission.ManageKeys, RequiredReach.All)]
public sealed record RevokeKey(RequestContext Context, KeyId Id, string Reason) : IUseCase<AccessKey>
{
    public static Refusal Unknown { get; } = new("key.unknown", "there is no such key", RefusalKind.NotFound);
}

/// <summary>Handles <see cref="RevokeKey"/>.</summary>
public sealed class RevokeKeyHandler(KeyRepository keys) : IRequestHandler<RevokeKey, UseCaseResult<AccessKey>>
{
    public async Task<UseCaseResult<AccessKey>> Handle(RevokeKey request, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(request.Id, cancellationToken) is not { } key)
        {
            return new UseCaseResult<AccessKey>.Refused(RevokeKey.Unknown);
        }

        var context = request.Context;
        var result = await keys.RevokeAsync(
            key.Id,
            context.Because("revoke-key", request.Reason),
            context.AnswerWithChange<AccessKey, AccessKey>(_ => key),
            cancellationToken
        );
        return context.ResultOf(result, resource: "key", _ => key);
    }
}
