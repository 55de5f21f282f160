using System.Text.RegularExpressions;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>What a path of the API server names: a collection of one namespace, or one object in it.</summary>
/// <param name="Collection">As in <c>/apis/apps/v1/namespaces/shop/deployments</c>.</param>
/// <param name="Name">Null for the collection as a whole.</param>
internal sealed partial record ObjectPath(string Collection, string? Name)
{
    public string Plural => Collection[(Collection.LastIndexOf('/') + 1)..];

    /// <summary>The group and the version, as <c>apiVersion</c> has them.</summary>
    public string ApiVersion => Pattern().Match(Collection).Groups["api"].Value;

    /// <summary>The group for a message; empty for the core group.</summary>
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion.Split('/')[0] : "";

    public string Full => Name is null ? Collection : $"{Collection}/{Name}";

    /// <summary>Null where the path names neither.</summary>
    public static ObjectPath? Parse(string path) =>
        Pattern().Match(path) is { Success: true } match
            ? new(match.Groups["collection"].Value, match.Groups["name"] is { Success: true } name ? name.Value : null)
            : null;

    public override string ToString() => Group.Length == 0 ? $"{Plural} \"{Name}\"" : $"{Plural}.{Group} \"{Name}\"";

    [GeneratedRegex(
        "^(?<collection>/(apis/(?<api>[^/]+/[^/]+)|api/(?<api>v1))/namespaces/[^/]+/[^/]+)(/(?<name>[^/]+))?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pattern();
}
