using Rollouts.Domain.Audit;

namespace Rollouts.Cli.Audit;

/// <summary>
/// Verifies the chains of an export without a server. It detects changed and missing records within a stream. Only the
/// checkpoints of the server show that a tail was cut off.
/// </summary>
internal static class OfflineVerification
{
    public static VerificationShape Of(FileInfo export)
    {
        List<ChainedEntry> entries = [];
        List<string> findings = [];
        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(export.FullName))
            {
                number++;
                if (EntryLines.Read(line) is { } entry)
                {
                    entries.Add(entry);
                }
                else
                {
                    findings.Add($"line {number} is not a record");
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCodes.Refused, $"{export}: cannot be read: {exception.Message}");
        }

        if (entries.Count == 0)
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                $"{export}: holds no record. Export one with 'rollouts audit export'."
            );
        }

        var streams = entries.GroupBy(entry => entry.Entry.Stream, StringComparer.Ordinal).ToList();
        findings.AddRange(
            from stream in streams
            let verdict = Chain.Verify(stream.Key, [.. stream])
            where verdict is not ChainVerdict.Intact
            select $"{stream.Key}: {verdict}"
        );
        return new VerificationShape(
            findings.Count == 0,
            streams.Count,
            entries.Count,
            Checkpoint: null,
            ForgedCheckpoints: 0,
            findings.Count,
            findings
        );
    }
}
