using Rollouts.Domain.Rollouts;

namespace Rollouts.Engine.Outside;

/// <summary>The values of the placeholders in an address.</summary>
internal static class Placeholders
{
    public static Func<string, string?> Of(RolloutSpec terms) =>
        Of(terms.Plan.Service.Value, terms.Plan.Environment.Value, terms.Version.Value);

    public static Func<string, string?> Of(string? service, string? environment, string? version) =>
        name =>
            name switch
            {
                "service" => service,
                "environment" => environment,
                "version" => version,
                _ => null,
            };
}
