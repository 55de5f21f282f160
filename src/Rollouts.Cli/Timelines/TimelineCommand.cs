using System.CommandLine;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Storage.Serialization;

namespace Rollouts.Cli.Timelines;

/// <summary>Prints the timeline of an exported stream, and verifies its chain.</summary>
internal static class TimelineCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The stream of one rollout, as JSON Lines." };
        var command = new Command(
            "timeline",
            "Print the timeline of an exported rollout. Exits 3 if its chain is broken."
        )
        {
            file,
        };
        command.SetAction(parsed =>
            Run(
                parsed.GetRequiredValue(file),
                parsed.InvocationConfiguration.Output,
                parsed.InvocationConfiguration.Error
            )
        );
        return command;
    }

    private static int Run(string file, TextWriter output, TextWriter errors)
    {
        if (!TryRead(file, errors, out var entries))
        {
            return ExitCodes.Refused;
        }

        try
        {
            foreach (var line in StatusSummary.Tell(entries.Select(chained => Recorder.Read(chained.Entry))))
            {
                output.WriteLine(line);
            }
        }
        catch (UnknownEventException exception)
        {
            errors.WriteLine($"{file}: {exception.Message}");
            return ExitCodes.Refused;
        }

        var verdict = Chain.Verify(entries[0].Entry.Stream, entries);
        output.WriteLine();
        output.WriteLine(Say(verdict));
        return verdict is ChainVerdict.Intact ? ExitCodes.Succeeded : ExitCodes.Refused;
    }

    private static bool TryRead(string file, TextWriter errors, out List<ChainedEntry> entries)
    {
        entries = [];
        try
        {
            foreach (var line in File.ReadLines(file))
            {
                if (EntryLines.Read(line) is not { } entry)
                {
                    errors.WriteLine($"{file}:{entries.Count + 1}: is no record of a stream");
                    return false;
                }

                entries.Add(entry);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{file}: cannot be read: {exception.Message}");
            return false;
        }

        if (entries.Count == 0)
        {
            errors.WriteLine($"{file}: holds no record");
        }

        return entries.Count > 0;
    }

    private static string Say(ChainVerdict verdict) =>
        verdict switch
        {
            ChainVerdict.Intact intact => $"the chain is whole: {intact.Head.Version} records, head {intact.Head.Hash}",
            ChainVerdict.Changed changed => $"THE CHAIN IS BROKEN: record {changed.Version} is not what was written",
            ChainVerdict.OutOfOrder order =>
                $"THE CHAIN IS BROKEN: where record {order.Expected} should stand there is record "
                    + $"{order.FoundVersion} of {order.FoundStream}",
            ChainVerdict.Truncated cut =>
                $"THE CHAIN IS BROKEN: it ends at record {cut.Found}, and {cut.Expected} are vouched for",
            ChainVerdict.Replaced replaced =>
                $"THE CHAIN IS BROKEN: record {replaced.Version} is not the one that is vouched for",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
