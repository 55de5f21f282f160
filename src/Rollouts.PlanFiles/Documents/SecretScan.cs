using System.Text.RegularExpressions;
using Rollouts.Domain.Plans;

namespace Rollouts.PlanFiles.Documents;

/// <summary>
/// Finds text that looks like a secret before anything else is read, and hides it, so that neither an error nor a
/// stored plan repeats it.
/// </summary>
public static partial class SecretScan
{
    private const string Hidden = "(hidden)";

    public static Node Hide(Node root, FaultList faults) => Hide(root, PlanPath.Root, key: "", faults);

    /// <summary>
    /// Hides tokens, and credentials in addresses, in text that is given to people who do not know the systems.
    /// </summary>
    public static string HideIn(string text) =>
        CredentialsInUrl().Replace(KnownToken().Replace(text, Hidden), match => match.Groups["before"].Value + Hidden);

    private static Node Hide(Node node, PlanPath at, string key, FaultList faults) =>
        node switch
        {
            Scalar scalar when Suspicion(key, scalar) is { } why => Refuse(scalar, at, why, faults),
            Sequence list => list with
            {
                Items = [.. list.Items.Select((item, i) => Hide(item, at.Item(i), key, faults))],
            },
            Mapping map => map with
            {
                Entries =
                [
                    .. map.Entries.Select(entry =>
                        entry with
                        {
                            Value = Hide(entry.Value, at.Key(entry.Key), entry.Key, faults),
                        }
                    ),
                ],
            },
            _ => node,
        };

    private static Scalar Refuse(Scalar scalar, PlanPath at, string why, FaultList faults)
    {
        faults.Add(
            "plan.secret-in-plan",
            at,
            scalar.Place,
            $"{why}; a plan lies in a repository, so secrets stay with a connection and are named by it. Replace "
                + "this one: it has been read"
        );
        return scalar with { Text = Hidden };
    }

    private static string? Suspicion(string key, Scalar scalar) =>
        scalar switch
        {
            { Kind: not ScalarKind.Text } or { Text.Length: 0 } => null,
            _ when KeyOfSecret().IsMatch(key) => $"the value under '{Node.Shortened(key)}' looks like a secret",
            _ when KnownToken().IsMatch(scalar.Text) => "this looks like a token or a key",
            _ when UrlWithPassword().IsMatch(scalar.Text) => "this address carries credentials",
            _ => null,
        };

    [GeneratedRegex(
        "^(.*(password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential).*|authorization)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex KeyOfSecret();

    [GeneratedRegex(
        "((?<before>://)[^/@\\s]*:[^/@\\s]*@"
            + "|(?<before>[?&](access_token|api_?key|auth|key|password|secret|sig|signature|token)=)[^&#\\s\"']*)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex CredentialsInUrl();

    // Slack, GitHub, GitLab, AWS, Stripe, Google, JWT, Standard Webhooks, Dynatrace, New Relic, PEM; each to its end.
    [GeneratedRegex(
        "((xox[abprs]-[0-9A-Za-z-]{8}|xapp-[0-9]|gh[pousr]_[0-9A-Za-z]{20}|github_pat_|glpat-|(AKIA|ASIA)[0-9A-Z]{16}"
            + "|sk_live_|AIza[0-9A-Za-z_-]{30}|eyJ[0-9A-Za-z_-]{10,}[.]eyJ|whsec_|dt0c01[.]|NRAK-)[0-9A-Za-z_.=+/-]*"
            + "|-----BEGIN [^-]*(-----[^-]*(-----END [^-]*-----)?)?)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex KnownToken();

    [GeneratedRegex(
        "(://[^/@\\s]*:[^/@\\s]*@|[?&](access_token|api_?key|auth|key|password|secret|sig|signature|token)=)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex UrlWithPassword();
}
