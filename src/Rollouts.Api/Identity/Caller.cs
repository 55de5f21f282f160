using Rollouts.Api.Problems;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Identity;

/// <summary>Who calls, and what they may.</summary>
/// <param name="Id">Unique among all callers, whatever they are called.</param>
/// <param name="Key">What they came with; null for whoever owns the machine, who reaches everything.</param>
internal sealed record Caller(string Id, Actor Actor, ValueList<Role> Roles, AccessKey? Key = null)
{
    public static Caller Administrator { get; } =
        new(
            "administrator",
            new Actor(ActorKind.Person, "administrator", [], IsAdministrator: true),
            [Role.Administrator]
        );

    public static Caller Of(AccessKey key) =>
        new(
            $"key/{key.Id}",
            new Actor(ActorKind.Pipeline, key.Name, key.Groups, key.Roles.Contains(Role.Administrator)),
            key.Roles,
            key
        );

    /// <summary>Whether it reaches every service there is, and what belongs to none.</summary>
    public bool ReachesAll =>
        Key is null || (Key.Services.Contains(NamePattern.Any) && Key.Environments.Contains(NamePattern.Any));

    public bool May(Permission permission) => Roles.Any(role => Permissions.Has(role, permission));

    public bool Reaches(ServiceName service, EnvironmentName environment) =>
        Key is null || Key.Reaches(service, environment);

    /// <exception cref="BadRequestException">This service is beyond its reach.</exception>
    public void Demand(ServiceName service, EnvironmentName environment)
    {
        if (!Reaches(service, environment))
        {
            throw new BadRequestException(Refusals.BeyondReach(this, $"'{service}' in '{environment}'"));
        }
    }

    /// <summary>What is done to an environment is done to all of its services.</summary>
    /// <exception cref="BadRequestException">Some of them are beyond its reach.</exception>
    public void Demand(EnvironmentName environment)
    {
        if (
            Key is { } key
            && !(
                key.Services.Contains(NamePattern.Any)
                && key.Environments.Any(pattern => pattern.Matches(environment.Value))
            )
        )
        {
            throw new BadRequestException(Refusals.BeyondReach(this, $"all services in '{environment}'"));
        }
    }

    /// <exception cref="BadRequestException">It is for some services only.</exception>
    public void DemandAll()
    {
        if (!ReachesAll)
        {
            throw new BadRequestException(Refusals.BeyondReach(this, "what belongs to no single service"));
        }
    }
}
