using MediatR;
using Rollouts.Domain.Access;
using Rollouts.Engine.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Keys;

/// <summary>Creates an API key. Its secret is in the result and is not stored.</summary>
/// <param name="Name">The name of its holder in the log.</param>
[Requires(Permission.ManageKeys, RequiredReach.All)]
public sealed record CreateKey(RequestContext Context, GroupName Name, ValueList<Role> Roles, string Reason)
    : IUseCase<CreatedKey>
{
    public ValueList<NamePattern> Services { get; init; } = [NamePattern.Any];

    public ValueList<NamePattern> Environments { get; init; } = [NamePattern.Any];

    public ValueList<GroupName> Groups { get; init; } = [];

    /// <summary>When the key expires; null for a key that does not.</summary>
    public Instant? Until { get; init; }
}

/// <summary>A new key and its text, which its holder sends.</summary>
public sealed record CreatedKey(AccessKey Key, string Text);

/// <summary>Handles <see cref="CreateKey"/>.</summary>
public sealed class CreateKeyHandler(KeyRepository keys, StoreClock clock)
    : IRequestHandler<CreateKey, UseCaseResult<CreatedKey>>
{
    public async Task<UseCaseResult<CreatedKey>> Handle(CreateKey request, CancellationToken cancellationToken)
    {
        var (id, text) = KeyText.Draw();
        var key = new AccessKey
        {
            Id = id,
            Name = request.Name.Value,
            Hash = KeyText.HashOf(text),
            Roles = request.Roles.Distinct().ToValueList(),
            Services = request.Services,
            Environments = request.Environments,
            Groups = request.Groups,
            IssuedAt = clock.Now,
            Until = request.Until,
        };
        var context = request.Context;
        var origin = context.Because("issue-key", request.Reason);
        return UseCaseResults.Of(
            await keys.IssueAsync(key, context.Caller.Granter, origin, cancellationToken),
            resource: "key",
            accepted => new UseCaseResult<CreatedKey>.Done(new CreatedKey(accepted.State, text), IsNew: true)
        );
    }
}
