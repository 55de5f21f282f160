using Rollouts.Domain.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Asking;

/// <summary>A check's question on its way: what is asked, of whom, and the inquiry that the answer goes into.</summary>
internal sealed record AskedQuestion(
    ClaimedQuestion Claimed,
    Question Question,
    Check Check,
    Inquiry Inquiry,
    Answer<SourceAccess> Source,
    MetricQuestion? Metric
)
{
    public static AskedQuestion Of(ClaimedQuestion claimed, Terms terms, IConnections connections, Instant now)
    {
        var question =
            StateJson.Read<Question>(claimed.Terms)
            ?? throw new InvalidOperationException($"Question {claimed.Key} of {claimed.Rollout} cannot be read.");
        var check = terms.Plan.Checks.First(check => check.Name == question.Check);
        JudgeSettings settings = Judges.Of(terms, check);
        var inquiry = InquiryPacking.Unpack(check, settings, claimed.Evidence) ?? Inquiry.Begin(check, settings, now);
        var source = connections.SourceOf(terms.Plan, terms.Plan.AskedFor(check));
        return new AskedQuestion(
            claimed,
            question,
            check,
            inquiry,
            source,
            source.TryGet(out var access, out _)
                ? MetricQuestions.Of(terms, check, question.Target, access, connections, inquiry.AskedUntil, now)
                : null
        );
    }
}
