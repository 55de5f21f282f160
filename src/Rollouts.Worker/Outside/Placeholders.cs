using Rollouts.Domain.Rollouts;

namespace Rollouts.Worker.Outside;

/// <summary>What the placeholders of an address stand for.</summary>
internal static class Placeholders
{
    public static Func<string, string?> Of(Terms terms) =>
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
