using Rollouts.Api.Problems;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Identity;

/// <summary>Who calls, and what they may.</summary>
/// <param name="Id">Unique among all callers, whatever they are called.</param>
internal sealed record Caller(string Id, Actor Actor, ValueList<Grant> Grants)
{
    /// <summary>The owner of the installation, signed in by a one-time link.</summary>
    public static Caller Owner { get; } =
        new(
            "administrator",
            new Actor(ActorKind.Person, ActorId.Owner, "administrator", [], IsAdministrator: true),
            [Grant.Everywhere(Role.Administrator)]
        );

    /// <summary>The owner by the administrator's key: the same identity, but no key approves.</summary>
    public static Caller Administrator { get; } = Owner with { Actor = Owner.Actor with { Kind = ActorKind.Pipeline } };

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

    /// <summary>The key they came with; null for whoever came with something else.</summary>
    public AccessKey? Key { get; init; }

    /// <summary>The session they are in; null for whoever came with something else.</summary>
    public Session? Session { get; init; }

    /// <summary>When what they came with runs out by itself; null where it does not.</summary>
    public Instant? Until { get; init; }

    /// <summary>Whether it reaches every service there is, and what belongs to none.</summary>
    public bool ReachesAll => Grants.Any(grant => grant.ReachesAll);

    /// <summary>
    /// The same caller with what lets it do this, and nothing else: who may move some services and see all others must
    /// not move those. Null for whom nothing does.
    /// </summary>
    public Caller? For(Permission permission) =>
        Grants.Where(grant => Permissions.Has(grant.Role, permission)).ToValueList() is { IsEmpty: false } some
            ? this with
            {
                Grants = some,
            }
            : null;

    /// <summary>The most that the caller can hand on to a key.</summary>
    public Granter Granter => new(Grants, Actor.Id == ActorId.Owner ? null : Actor.Groups, Key?.Until ?? Until);

    public bool Reaches(ServiceName service, EnvironmentName environment) =>
        Grants.Any(grant => grant.Reaches(service, environment));

    /// <summary>Whether it reaches the environment with all of its services.</summary>
    public bool ReachesAllOf(EnvironmentName environment) => Grants.Any(grant => grant.ReachesAllOf(environment));

    /// <summary>Whether it reaches at least one service there may be in the environment.</summary>
    public bool ReachesSomeOf(EnvironmentName environment) => Grants.Any(grant => grant.Reaches(environment));

    /// <summary>Checks what a body names; what the address names is checked by the endpoint's declaration.</summary>
    /// <exception cref="BadRequestException">The service is beyond the caller's reach.</exception>
    public void Demand(ServiceName service, EnvironmentName environment)
    {
        if (!Reaches(service, environment))
        {
            throw new BadRequestException(Refusals.BeyondReach(this, $"'{service}' in '{environment}'"));
        }
    }

    /// <summary>Checks what a body names; what the address names is checked by the endpoint's declaration.</summary>
    /// <exception cref="BadRequestException">Some services of it are beyond the caller's reach.</exception>
    public void Demand(EnvironmentName environment)
    {
        if (!ReachesAllOf(environment))
        {
            throw new BadRequestException(Refusals.BeyondReach(this, $"all services in '{environment}'"));
        }
    }
}
