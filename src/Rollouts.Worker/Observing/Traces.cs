using System.Diagnostics;
using Rollouts.Domain.Rollouts;
using Rollouts.Worker.Driving;

namespace Rollouts.Worker.Observing;

/// <summary>
/// Spans, and what they are told apart by. One look at a rollout is one trace, and so is one pass of asking.
/// </summary>
internal static class Traces
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

    public static Activity? BeginDrive(DueRollout rollout) =>
        Telemetry
            .Source.StartActivity("drive")
            ?.SetTag(Rollout, rollout.Claimed.Id.ToString())
            .SetTag(Lateness, rollout.Late.TotalSeconds);

    public static Activity? BeginAsk(int questions) =>
        Telemetry.Source.StartActivity("ask")?.SetTag(Questions, questions);

    public static Activity? Begin(string what, Terms terms, TargetName target)
    {
        var span = Telemetry.Source.StartActivity(what);
        Describe(span, terms);
        span?.SetTag(Target, target.Value);
        return span;
    }

    /// <summary>A part of what is traced already; nothing where nothing is.</summary>
    public static Activity? BeginPart(string what, ActivityKind kind) =>
        Activity.Current is null ? null : Telemetry.Source.StartActivity(what, kind);

    /// <summary>Says of which rollout it tells.</summary>
    public static void Describe(Activity? span, Terms terms) =>
        span
            ?.SetTag(Rollout, terms.Id.ToString())
            .SetTag(Service, terms.Plan.Service.Value)
            .SetTag(Environment, terms.Plan.Environment.Value)
            .SetTag(Version, terms.Version.Value);

    /// <summary>Says how it ended. What somebody outside wrote stays out of it.</summary>
    public static void Conclude(Activity? span, string outcome)
    {
        span?.SetTag(Outcome, outcome);
        if (outcome != Labels.Done)
        {
            span?.SetStatus(ActivityStatusCode.Error, outcome);
        }
    }

    /// <summary>For the filter of a catch: the span says what broke it, and the exception goes on as it was.</summary>
    public static bool IsToldOf(Activity? span, Exception exception)
    {
        Conclude(span, exception.GetType().Name);
        return false;
    }
}
