using Rollouts.Domain.Access;

namespace Rollouts.Api.Identity;

/// <summary>A role, and where it is had.</summary>
internal sealed record Grant(Role Role, ValueList<NamePattern> Services, ValueList<NamePattern> Environments)
{
    public static Grant Everywhere(Role role) => new(role, [NamePattern.Any], [NamePattern.Any]);

    /// <summary>Whether it reaches every service there is, and what belongs to none.</summary>
    public bool ReachesAll => Services.Contains(NamePattern.Any) && Environments.Contains(NamePattern.Any);

    public bool Reaches(ServiceName service, EnvironmentName environment) =>
        Services.Any(pattern => pattern.Matches(service.Value)) && Reaches(environment);

    /// <summary>What is done to an environment is done to all of its services.</summary>
    public bool ReachesAllOf(EnvironmentName environment) => Services.Contains(NamePattern.Any) && Reaches(environment);

    private bool Reaches(EnvironmentName environment) =>
        Environments.Any(pattern => pattern.Matches(environment.Value));
}
