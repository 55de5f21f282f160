using System.Diagnostics;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Metering;

namespace Rollouts.Engine.Observing;

/// <summary>Spans and their tags. One look at a rollout is one trace, and so is one pass over the sources.</summary>
public static class Traces
{
    public const string Outcome = "rollouts.outcome";
    public const string System = "rollouts.system";
    public const string Rollout = "rollouts.rollout.id";
    public const string Questions = "rollouts.questions";

    private const string Service = "rollouts.service";
    private const string Environment = "rollouts.environment";
    private const string Version = "rollouts.version";
    private const string Target = "rollouts.target";
    private const string Lateness = "rollouts.lateness.seconds";

    public static Activity? BeginDrive(RolloutId rollout, TimeSpan late) =>
        Telemetry
            .Source.StartActivity("drive")
            ?.SetTag(Rollout, rollout.ToString())
            .SetTag(Lateness, late.TotalSeconds);

    public static Activity? BeginAsk(int questions) =>
        Telemetry.Source.StartActivity("ask")?.SetTag(Questions, questions);

    public static Activity? Begin(string what, RolloutSpec terms, TargetName target)
    {
        var span = Telemetry.Source.StartActivity(what);
        Describe(span, terms);
        span?.SetTag(Target, target.Value);
        return span;
    }

    /// <summary>Starts a child of the current span; null if no span is active.</summary>
    public static Activity? BeginPart(string what, ActivityKind kind) =>
        Activity.Current is null ? null : Telemetry.Source.StartActivity(what, kind);

    /// <summary>Tags the span with its rollout.</summary>
    public static void Describe(Activity? span, RolloutSpec terms) =>
        span
            ?.SetTag(Rollout, terms.Id.ToString())
            .SetTag(Service, terms.Plan.Service.Value)
            .SetTag(Environment, terms.Plan.Environment.Value)
            .SetTag(Version, terms.Version.Value);

    /// <summary>Tags the span with the outcome. Text from outside is left out.</summary>
    public static void Conclude(Activity? span, string outcome)
    {
        span?.SetTag(Outcome, outcome);
        if (outcome != Labels.Done)
        {
            span?.SetStatus(ActivityStatusCode.Error, outcome);
        }
    }

    /// <summary>
    /// For the filter of a catch: tags the span with the exception and returns false, so that the exception continues.
    /// </summary>
    public static bool IsToldOf(Activity? span, Exception exception)
    {
        Conclude(span, exception.GetType().Name);
        return false;
    }
}
