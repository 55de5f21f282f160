using System.Text.RegularExpressions;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// The ARNs of Elastic Load Balancing. One of a rule contains those of its listener and its load balancer.
/// </summary>
internal static partial class ElbArn
{
    private const string Account = "arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]{1,32}:[0-9]{12}";
    private const string Part = "[A-Za-z0-9-]{1,64}";

    public const string RulePattern = $"^{Account}:listener-rule/app/{Part}/{Part}/{Part}/{Part}$";
    public const string ListenerPattern = $"^{Account}:listener/app/{Part}/{Part}/{Part}$";
    public const string NetworkListenerPattern = $"^{Account}:listener/net/{Part}/{Part}/{Part}$";

    public static bool IsRule(string arn) => RuleForm().IsMatch(arn);

    public static bool IsListener(string arn) => ListenerForm().IsMatch(arn);

    public static bool IsNetworkListener(string arn) => NetworkListenerForm().IsMatch(arn);

    /// <summary>The listener of a rule.</summary>
    public static string ListenerOf(string rule) =>
        rule[..rule.LastIndexOf('/')].Replace(":listener-rule/", ":listener/", StringComparison.Ordinal);

    /// <summary>The part after the account, which names the resource within it.</summary>
    public static string ResourceOf(string arn) => arn[(arn.LastIndexOf(':') + 1)..];

    /// <summary>The identity of a rule within its listener.</summary>
    public static string LastOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>The name of a target group, which no other one of the same account and region has.</summary>
    public static string NameOf(string targetGroup) =>
        ResourceOf(targetGroup).Split('/') is ["targetgroup", var name, _] ? name : targetGroup;

    /// <summary>
    /// Whether a plan means this target group: by its name, or by the end of its ARN, under which CloudWatch counts it.
    /// </summary>
    public static bool IsOf(string targetGroup, BackendName backend) =>
        NameOf(targetGroup) == backend.Value || ResourceOf(targetGroup) == backend.Value;

    /// <summary>
    /// The ARN of a target group beside another one of the same account; null if the backend is a name only.
    /// </summary>
    public static string? Beside(string targetGroup, BackendName backend) =>
        backend.Value.StartsWith("targetgroup/", StringComparison.Ordinal)
            ? targetGroup[..(targetGroup.LastIndexOf(':') + 1)] + backend.Value
            : null;

    [GeneratedRegex(RulePattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RuleForm();

    [GeneratedRegex(ListenerPattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ListenerForm();

    [GeneratedRegex(NetworkListenerPattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NetworkListenerForm();
}
