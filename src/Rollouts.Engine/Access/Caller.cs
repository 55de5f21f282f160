using Rollouts.Domain.Access;
using Rollouts.Domain.Plans;

namespace Rollouts.Engine.Access;

/// <summary>The authenticated sender of a request, with its grants.</summary>
/// <param name="Id">Unique among all callers. The display name is not.</param>
public sealed record Caller(string Id, Actor Actor, ValueList<Grant> Grants)
{
    /// <summary>The owner of the installation, signed in by a one-time link.</summary>
    public static Caller Owner { get; } =
        new(
            "administrator",
            new Actor(ActorKind.Person, ActorId.Owner, "administrator", [], IsAdministrator: true),
            [Grant.Everywhere(Role.Administrator)]
        );

    /// <summary>The owner by the administrator's key. The identity is the same, but a key cannot approve.</summary>
    public static Caller Administrator { get; } = Owner with { Actor = Owner.Actor with { Kind = ActorKind.Pipeline } };

    /// <summary>The sender of a message that its handler authenticates. It has no grants.</summary>
    public static Caller Unauthenticated { get; } =
        new(
            "unauthenticated",
            new Actor(ActorKind.Pipeline, ActorId.Unidentified, "unauthenticated", [], IsAdministrator: false),
            []
        );

    public static Caller Of(AccessKey key) =>
        new(
            $"key/{key.Id}",
            new Actor(
                ActorKind.Pipeline,
                ActorId.Of(key.Id),
                key.Name,
                key.Groups,
                key.Roles.Contains(Role.Administrator)
            ),
            key.Roles.Select(role => new Grant(role, key.Services, key.Environments)).ToValueList()
        )
        {
            Key = key,
        };

    /// <summary>The access key of the request; null if the caller authenticated in another way.</summary>
    public AccessKey? Key { get; init; }

    /// <summary>The session of the request; null if the caller authenticated in another way.</summary>
    public Session? Session { get; init; }

    /// <summary>When the key, token or session expires; null if it does not expire.</summary>
    public Instant? Until { get; init; }

    /// <summary>Whether a grant covers every service, and the resources that belong to no service.</summary>
    public bool ReachesAll => Grants.Any(grant => grant.ReachesAll);

    /// <summary>
    /// The caller with only the grants that allow the permission. A caller that may change some services and read all
    /// others must not change those others. Returns null if no grant allows the permission.
    /// </summary>
    public Caller? For(Permission permission) =>
        Grants.Where(grant => Permissions.Has(grant.Role, permission)).ToValueList() is { IsEmpty: false } some
            ? this with
            {
                Grants = some,
            }
            : null;

    /// <summary>The grants that the caller authenticated with. Those of a request are a part of them.</summary>
    private ValueList<Grant> Held { get; init; } = Grants;

    /// <summary>
    /// The actor of a command that ends a wait, which may be a wait for approval. A caller without the permission to
    /// approve has no groups there: an operator in an asked group must not answer by a skip what approve refuses.
    /// </summary>
    public Actor ActorAtWaits(Plan plan) =>
        Held.Any(grant =>
            Permissions.Has(grant.Role, Permission.Approve) && grant.Reaches(plan.Service, plan.Environment)
        )
            ? Actor
            : Actor with
            {
                Groups = [],
            };

    /// <summary>The most that the caller can grant to a key that it creates.</summary>
    public Granter Granter => new(Grants, Actor.Id == ActorId.Owner ? null : Actor.Groups, Key?.Until ?? Until);

    public bool Reaches(ServiceName service, EnvironmentName environment) =>
        Grants.Any(grant => grant.Reaches(service, environment));

    /// <summary>Whether a grant covers all services of the environment.</summary>
    public bool ReachesAllOf(EnvironmentName environment) => Grants.Any(grant => grant.ReachesAllOf(environment));

    /// <summary>Whether a grant covers at least one service of the environment.</summary>
    public bool ReachesSomeOf(EnvironmentName environment) => Grants.Any(grant => grant.Reaches(environment));
}
