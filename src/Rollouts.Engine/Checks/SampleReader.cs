using Rollouts.Analysis.Journals;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Storage.Checks;

namespace Rollouts.Engine.Checks;

/// <summary>
/// Reads the counts or values by which a check was judged, up to the newest answer: those of full pages, and those of
/// the open page.
/// </summary>
public sealed class SampleReader(ICheckSchedule schedule)
{
    public async Task<IReadOnlyList<Tick>> ReadAsync(
        RolloutSpec spec,
        CheckName check,
        TargetName? target,
        CancellationToken cancellation
    )
    {
        if (spec.Checks.FirstOrDefault(known => known.Name == check) is not { } found)
        {
            return [];
        }

        // The evidence is read first, so that a page that is completed in between is read twice and never missed.
        var key = QuestionKey.Of(check, target);
        var evidence = await schedule.EvidenceAsync(spec.Id, key, cancellation);
        var pages = await schedule.PagesAsync(spec.Id, key, cancellation);
        var ticks = pages.SelectMany(page => JournalPage.Samples(page.Ticks.Span)).ToList();
        if (
            CheckEvaluationPacking.Unpack(found, Judges.Of(spec, found), evidence) is
            { Page: { Bytes.IsEmpty: false } open }
        )
        {
            var last = ticks.Count == 0 ? 0 : ticks[^1].Number;
            ticks.AddRange(JournalPage.Samples(open.Bytes.Span).Where(tick => tick.Number > last));
        }

        return ticks;
    }
}
