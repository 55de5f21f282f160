using Rollouts.Analysis;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Metrics;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Checks;

/// <summary>
/// The constant parts of a question: its check, its judge, and the query to its source, with every template filled in.
/// </summary>
internal sealed class PreparedCheck
{
    private readonly JudgeSettings _judge;
    private readonly string _text;
    private readonly TargetSpec _target;
    private Settings? _route;
    private Filled? _filled;

    private PreparedCheck(RolloutSpec terms, string text, Question question)
    {
        (Spec, _text, Question) = (terms, text, question);
        Check = terms.Checks.First(check => check.Name == question.Check);
        Asked = terms.Plan.AskedFor(Check);
        _judge = Judges.Of(terms, Check);
        _target = terms.Targets.First(target => question.Target is null || target.Name == question.Target);
    }

    public Question Question { get; }

    public Check Check { get; }

    /// <summary>The check whose source is queried.</summary>
    public Check Asked { get; }

    private RolloutSpec Spec { get; }

    /// <exception cref="InvalidOperationException">The question was written by an unknown build.</exception>
    public static PreparedCheck Of(ClaimedQuestion claimed, RolloutSpec terms) =>
        new(
            terms,
            claimed.Terms,
            StateJson.Read<Question>(claimed.Terms)
                ?? throw new InvalidOperationException($"Question {claimed.Key} of {claimed.Rollout} cannot be read.")
        );

    /// <summary>Whether it is still valid for the question. A shift changes the question under the same key.</summary>
    public bool IsOf(ClaimedQuestion claimed, RolloutSpec terms) =>
        ReferenceEquals(Spec, terms) && _text == claimed.Terms;

    /// <summary>The stored evaluation, or a new one.</summary>
    public CheckEvaluation Resume(ClaimedQuestion claimed, Instant now) =>
        CheckEvaluationPacking.Unpack(Check, _judge, claimed.Evidence) ?? CheckEvaluation.Begin(Check, _judge, now);

    /// <summary>The query to the source; null if the source has no such numbers.</summary>
    public MetricQuestion? MetricOf(SourceAccess source, IConnections connections, Instant from, Instant to)
    {
        // A source that was configured anew may have another query language.
        var filled = _filled;
        if (filled is null || !ReferenceEquals(filled.By, source.Traits))
        {
            filled = new Filled(
                source.Traits,
                MetricQuestionFactory.Of(Spec, Check, _target, _route ??= RouteOn(connections), source, connections)
            );

            // Without a connected router its route is not known yet.
            _filled = _route is null ? null : filled;
        }

        return filled.Question is { } metric ? metric with { From = from, To = to } : null;
    }

    private Settings? RouteOn(IConnections connections) =>
        connections.RouterOf(Spec, _target.Name).TryGet(out var router, out _) ? router.Route.Where : null;

    private sealed record Filled(SourceTraits By, MetricQuestion? Question);
}
