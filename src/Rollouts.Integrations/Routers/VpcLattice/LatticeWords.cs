using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>How plans and connections point at a rule or a listener: by its ARN, which names the service too.</summary>
internal static partial class LatticeWords
{
    private const string ServicePattern =
        "arn:[a-z0-9-]{3,20}:vpc-lattice:[a-z0-9-]{2,30}:[0-9]{12}:service/svc-[0-9a-z]{17}";

    private const string ListenerPattern =
        $"^(?<service>{ServicePattern})/listener/(?<listener>listener-[0-9a-z]{{17}})$";

    private const string RulePattern =
        $"^(?<service>{ServicePattern})/listener/(?<listener>listener-[0-9a-z]{{17}})"
        + "/rule/(?<rule>rule-[0-9a-z]{17})$";

    public static readonly Shape<LatticeRoute> Route = new OneKeyShape<LatticeRoute>(
        "vpcLatticeRoute",
        "a rule of VPC Lattice, or a listener for its default action",
        new OneKeyShape<LatticeRoute>.Choice(
            "rule",
            Arn("the ARN of a rule of VPC Lattice", RulePattern, RuleForm()),
            "The ARN of the rule whose weights are moved."
        ),
        new OneKeyShape<LatticeRoute>.Choice(
            "listener",
            Arn("the ARN of a listener of VPC Lattice", ListenerPattern, ListenerForm()),
            "The ARN of the listener whose default action has the weights."
        )
    );

    private static TextShape<LatticeRoute> Arn(string expected, string pattern, Regex form) =>
        new(
            "plan.bad-value",
            expected,
            pattern
                .Replace("?<service>", "?:", StringComparison.Ordinal)
                .Replace("?<listener>", "?:", StringComparison.Ordinal)
                .Replace("?<rule>", "?:", StringComparison.Ordinal),
            (string text, [MaybeNullWhen(false)] out LatticeRoute route) =>
            {
                var parts = form.Match(text);
                var rule = parts.Groups["rule"];
                route = new LatticeRoute(
                    parts.Groups["service"].Value,
                    parts.Groups["listener"].Value,
                    rule.Success ? rule.Value : null
                );
                return parts.Success && !text.EndsWith('\n');
            }
        );

    [GeneratedRegex(ListenerPattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ListenerForm();

    [GeneratedRegex(RulePattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RuleForm();
}
