using Rollouts.Domain.Analysis;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Asking;

/// <summary>
/// What about a question is the same each time it comes due: its check, its judge, and what its source is asked, with
/// every template filled in.
/// </summary>
internal sealed class KnownQuestion
{
    private readonly JudgeSettings _judge;
    private readonly string _text;
    private readonly TargetTerms _target;
    private Settings? _route;
    private Filled? _filled;

    private KnownQuestion(Terms terms, string text, Question question)
    {
        (Terms, _text, Question) = (terms, text, question);
        Check = terms.Plan.Checks.First(check => check.Name == question.Check);
        Asked = terms.Plan.AskedFor(Check);
        _judge = Judges.Of(terms, Check);
        _target = terms.Targets.First(target => question.Target is null || target.Name == question.Target);
    }

    public Question Question { get; }

    public Check Check { get; }

    /// <summary>The check whose source is asked.</summary>
    public Check Asked { get; }

    private Terms Terms { get; }

    /// <exception cref="InvalidOperationException">It was written by a build that is not known here.</exception>
    public static KnownQuestion Of(ClaimedQuestion claimed, Terms terms) =>
        new(
            terms,
            claimed.Terms,
            StateJson.Read<Question>(claimed.Terms)
                ?? throw new InvalidOperationException($"Question {claimed.Key} of {claimed.Rollout} cannot be read.")
        );

    /// <summary>A shift makes another question of it, under the same key.</summary>
    public bool IsOf(ClaimedQuestion claimed, Terms terms) => ReferenceEquals(Terms, terms) && _text == claimed.Terms;

    /// <summary>The inquiry as it was left, or a new one.</summary>
    public Inquiry Resume(ClaimedQuestion claimed, Instant now) =>
        InquiryPacking.Unpack(Check, _judge, claimed.Evidence) ?? Inquiry.Begin(Check, _judge, now);

    /// <summary>What its source is asked; null where that keeps no such numbers.</summary>
    public MetricQuestion? MetricOf(SourceAccess source, IConnections connections, Instant from, Instant to)
    {
        // A source that was connected anew may have another language.
        var filled = _filled;
        if (filled is null || !ReferenceEquals(filled.By, source.Traits))
        {
            filled = new Filled(
                source.Traits,
                MetricQuestions.Of(Terms, Check, _target, _route ??= RouteOn(connections), source, connections)
            );

            // Where the router is not there, its route is not known yet.
            _filled = _route is null ? null : filled;
        }

        return filled.Question is { } metric ? metric with { From = from, To = to } : null;
    }

    private Settings? RouteOn(IConnections connections) =>
        connections.RouterOf(Terms, _target.Name).TryGet(out var router, out _) ? router.Route.Where : null;

    private sealed record Filled(SourceTraits By, MetricQuestion? Question);
}
