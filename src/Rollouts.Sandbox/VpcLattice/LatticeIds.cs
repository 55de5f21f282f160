using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>Identifiers of VPC Lattice: a kind and 17 characters, or an ARN.</summary>
internal sealed partial class LatticeIds(string region, string account)
{
    private const int Length = 17;

    /// <summary>The id of something that exists from the beginning, which is legible and always the same.</summary>
    public static string Legible(string kind, string name)
    {
        var bare = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return $"{kind}-{bare.PadRight(Length, '0')[..Length]}";
    }

    /// <summary>The id of something that a request creates.</summary>
    public static string Made(string kind, long number) =>
        $"{kind}-"
        + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)))
        )[..Length];

    public string ServiceArn(string service) => $"{Prefix}service/{service}";

    public string ListenerArn(string service, string listener) => $"{ServiceArn(service)}/listener/{listener}";

    public string RuleArn(string service, string listener, string rule) =>
        $"{ListenerArn(service, listener)}/rule/{rule}";

    public string TargetGroupArn(string group) => $"{Prefix}targetgroup/{group}";

    /// <summary>The id that an id or an ARN says; null if it has another form.</summary>
    public static string? Read(string kind, string identifier) =>
        identifier.Length <= 2048
        && Form().Match(identifier) is { Success: true } form
        && form.Groups["id"].Value is var id
        && id.StartsWith(kind + "-", StringComparison.Ordinal)
            ? id
            : null;

    private string Prefix => $"arn:aws:vpc-lattice:{region}:{account}:";

    [GeneratedRegex(
        @"^(arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:[0-9]{12}:(targetgroup/|service/"
            + @"(svc-[0-9a-z]{17}/listener/(listener-[0-9a-z]{17}/rule/)?)?))?"
            + @"(?<id>(svc|listener|rule|tg)-[0-9a-z]{17})\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
