using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Aws;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>The words of routes and connections that ALB and NLB share.</summary>
internal static class ElbKeys
{
    /// <summary>The host name before the region.</summary>
    public const string Host = "elasticloadbalancing";

    private const int MostTargets = 1_000;

    public static readonly AwsEndpointKeys Endpoint = new(Host, TimeSpan.FromSeconds(5));

    public static readonly Key<int> HealthyTargets = Key.Optional(
        "healthyTargets",
        NumberWords.Whole(1, MostTargets),
        1,
        "How many healthy targets a target group needs before it gets more traffic; 1."
    );

    /// <summary>An ARN of one kind.</summary>
    public static TextShape<string> Arn(string expected, string pattern, Func<string, bool> isValid) =>
        new(
            "plan.bad-value",
            expected,
            pattern,
            (string text, [MaybeNullWhen(false)] out string value) =>
            {
                value = text;
                return isValid(text) && !text.EndsWith('\n');
            }
        );

    /// <summary>
    /// The target groups of an account are counted by CloudWatch under names with an identity that no plan contains.
    /// </summary>
    public static BuiltInQueries NoBuiltIns { get; } =
        new()
        {
            Source = "prometheus",
            Instead =
                "Elastic Load Balancing has no metrics in Prometheus; write the check in full with metrics of the "
                + "service itself, or name a CloudWatch source and 'of: alb'",
        };
}
