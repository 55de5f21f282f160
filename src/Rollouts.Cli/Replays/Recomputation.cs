using System.IO.Compression;
using Rollouts.Analysis;
using Rollouts.Analysis.Journals;
using Rollouts.Analysis.Judges;
using Rollouts.Cli.Rollouts;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Names;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Storage.Serialization;

namespace Rollouts.Cli.Replays;

/// <summary>
/// Computes every verdict of a sealed bundle again from the inputs of its judges, and every hash of its records.
/// </summary>
internal static class Recomputation
{
    /// <summary>In hours. A shorter rollout has no meaningful size for each hour.</summary>
    private const double OneMinute = 1.0 / 60;

    public static RecomputedShape Of(EvidenceBundle bundle, string path)
    {
        var history = bundle.Records.Select(Read).ToList();
        if (history is not [RolloutEvent.Opened { Spec: var spec }, ..])
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                "The bundle does not begin with the start of its rollout."
            );
        }

        var verdicts = history
            .Zip(bundle.Records, (happened, record) => (happened as RolloutEvent.VerdictChanged, record.Redacted))
            .Where(one => one.Item1 is not null)
            .Select(one => (Verdict: one.Item1!, one.Redacted))
            .ToList();
        var checks = bundle.Series.Select(series => Of(spec, series, verdicts)).ToList();
        var broken = Broken(bundle).ToList();
        var (bytes, compressed) = SizeOf(path);
        return new RecomputedShape(
            bundle.Rollout.Id,
            bundle.Rollout.Status,
            broken.Count == 0 && checks.TrueForAll(check => check.Problem is null),
            bundle.Records.Count,
            bundle.Records.Count(record => record.Redacted),
            broken,
            bytes,
            compressed,
            (long)(compressed / Math.Max(HoursOf(bundle), OneMinute)),
            checks
        );
    }

    private static (long Bytes, long Compressed) SizeOf(string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return (bytes.Length, compressed.Length);
    }

    private static double HoursOf(EvidenceBundle bundle) =>
        bundle.Records.Count == 0 ? 0 : (bundle.Records[^1].At - bundle.Records[0].At).TotalHours;

    private static RolloutEvent Read(RecordShape record)
    {
        try
        {
            return (RolloutEvent)EventJson.Read(record.Event, record.Data.GetRawText());
        }
        catch (UnknownEventException exception)
        {
            throw new CommandFailedException(ExitCodes.Refused, exception.Message);
        }
    }

    private static RecomputedCheck Of(
        RolloutSpec spec,
        EvidenceSeries series,
        List<(RolloutEvent.VerdictChanged Verdict, bool Redacted)> verdicts
    )
    {
        var target = series.Target is { } name ? new TargetName(name) : (TargetName?)null;
        var recorded = verdicts.FindAll(one => one.Verdict.Check.Value == series.Check && one.Verdict.Target == target);
        var inputs = (series.Journal ?? [])
            .SelectMany(page => JournalPage.Read(Convert.FromBase64String(page)))
            .ToList();
        var check = spec.Checks.FirstOrDefault(one => one.Name.Value == series.Check);
        return new RecomputedCheck(
            series.Check,
            series.Target,
            inputs.Count,
            recorded.Count,
            check is null ? "the plan has no such check" : Problem(spec, check, inputs, series.State, recorded)
        );
    }

    private static string? Problem(
        RolloutSpec spec,
        Check check,
        List<JudgeInput> inputs,
        string? state,
        List<(RolloutEvent.VerdictChanged Verdict, bool Redacted)> recorded
    )
    {
        if (inputs.Count == 0)
        {
            return recorded.Count == 0 ? null : "verdicts are recorded, and no input of the judge is";
        }

        CheckState? last = null;
        var next = 0;
        try
        {
            foreach (var (_, judged, verdict) in JournalReplay.Run(Judges.Of(spec, check), inputs))
            {
                last = judged;
                while (next < recorded.Count && IsSame(recorded[next], verdict))
                {
                    next++;
                }
            }
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }

        return next < recorded.Count
                ? $"verdict {next + 1} of {recorded.Count} ({recorded[next].Verdict.Verdict.Outcome}) does not follow "
                    + "from the ticks"
            : state is null || !Convert.FromBase64String(state).AsSpan().SequenceEqual(CheckStates.Pack(last!))
                ? "the last state of the judge does not follow from the ticks"
            : null;
    }

    // The sentence of a source that fails is what the source said, which no tick holds. A hidden secret has no text.
    private static bool IsSame((RolloutEvent.VerdictChanged Verdict, bool Redacted) recorded, Verdict now)
    {
        var then = recorded.Verdict.Verdict;
        var isFreeText = recorded.Redacted || then.Outcome == CheckOutcome.SourceFailed;
        var compared = isFreeText
            ? now with
            {
                Evidence = now.Evidence with { Sentence = then.Evidence.Sentence },
            }
            : now;
        return EventJson.Write(then) == EventJson.Write(compared);
    }

    private static IEnumerable<int> Broken(EvidenceBundle bundle)
    {
        var previous = Hash.Beginning;
        foreach (var record in bundle.Records)
        {
            var chained = record.Chained(bundle.Rollout.Id);
            if (!record.Redacted && Chain.Next(previous, chained.Entry) != chained.Hash)
            {
                yield return record.Version;
            }

            previous = chained.Hash;
        }
    }
}
