namespace Rollouts.Domain.Access;

/// <summary>A role, and the services and environments in which it is held.</summary>
public sealed record Grant(Role Role, ValueList<NamePattern> Services, ValueList<NamePattern> Environments)
{
    public static Grant Everywhere(Role role) => new(role, [NamePattern.Any], [NamePattern.Any]);

    /// <summary>Whether it reaches every service, and what belongs to none.</summary>
    public bool ReachesAll => Services.Contains(NamePattern.Any) && Environments.Contains(NamePattern.Any);

    public bool Reaches(ServiceName service, EnvironmentName environment) =>
        Services.Any(pattern => pattern.Matches(service.Value)) && Reaches(environment);

    /// <summary>Whether it reaches the environment with all of its services.</summary>
    public bool ReachesAllOf(EnvironmentName environment) => Services.Contains(NamePattern.Any) && Reaches(environment);

    /// <summary>Whether it reaches at least one service there may be in the environment.</summary>
    public bool Reaches(EnvironmentName environment) => Environments.Any(pattern => pattern.Matches(environment.Value));

    /// <summary>
    /// Whether its holder can do all that the other grant permits. An administrator can do what each role can.
    /// </summary>
    public bool Covers(Grant other) =>
        (Role == other.Role || Role == Role.Administrator)
        && other.Services.All(wanted => Services.Any(held => held.Includes(wanted)))
        && other.Environments.All(wanted => Environments.Any(held => held.Includes(wanted)));
}
