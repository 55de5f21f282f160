using System.Diagnostics.CodeAnalysis;
using Rollouts.Integrations.Http;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>Compares routes and upstreams of Kong.</summary>
internal static class KongPlaces
{
    /// <summary>
    /// The name of an entity and never its id: Kong takes both, and one entity under two spellings could get two
    /// owners.
    /// </summary>
    public static readonly Shape<string> EntityName = new TextShape<string>(
        "plan.bad-name",
        $"a name ({Name.Rule}) that is no UUID; name the entity in Kong and write its name",
        "^(?![0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$)[A-Za-z0-9][A-Za-z0-9._-]{0,127}$",
        (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return Name.IsValid(text) && !Guid.TryParseExact(text, "D", out _);
        }
    );

    /// <summary>The default workspace is the one that an address without a workspace means.</summary>
    public static string ProxyOf(Endpoint endpoint)
    {
        var identity = ProxyIdentity.Of(endpoint.Address);
        return identity.EndsWith("/default", StringComparison.Ordinal) ? identity[..^"/default".Length] : identity;
    }
}
