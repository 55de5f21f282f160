using System.CommandLine;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Rollouts;

/// <summary>The options of commands that can wait for the end of a rollout.</summary>
/// <param name="wantsRollback">Whether the command requests a rollback, so that a rollback counts as success.</param>
internal sealed class WaitOptions(bool wantsRollback = false)
{
    private readonly Option<bool> _wait = new("--wait", "-w")
    {
        Description = "Wait for the end of the rollout; the exit code then says how it ended.",
    };

    private readonly Option<TimeSpan?> _timeout = Durations.Option(
        "--timeout",
        "How long to wait, as in 90m. The rollout goes on after that. Default: as long as it takes."
    );

    private readonly Option<FileInfo?> _summary = new("--summary")
    {
        Description = "Append a summary in Markdown to this file, as CI systems show it.",
        HelpName = "file",
    };

    private readonly Option<bool> _annotate = new("--annotate")
    {
        Description = "Write an annotation of GitHub Actions to stderr where the rollout does not succeed.",
    };

    public IEnumerable<Symbol> Symbols => [_wait, .. Reporting];

    public IEnumerable<Symbol> Reporting => [_timeout, _summary, _annotate];

    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_wait);

    /// <summary>Waits for the end, prints the rollout, and returns the exit code of the result.</summary>
    public async Task<int> RunAsync(
        ServerContext context,
        RolloutsClient rollouts,
        RolloutShape begun,
        CancellationToken cancellation
    )
    {
        var waiting = new Waiting(rollouts, context.Errors, context.Parsed.GetValue(_timeout));
        var (ended, isReached) = await waiting.ForAsync(begun.Id, Goal.End, cancellation);
        await ReportAsync(context.Parsed, context.Errors, ended);
        context.Printer.Print(ended, CliJson.Default.RolloutShape, RolloutPrinter.Print);
        if (!isReached)
        {
            return ExitCodes.TimedOut;
        }

        // The rollback of a succeeded release is a separate rollout, which succeeds.
        var isAsWanted = ended.HasSucceeded || (wantsRollback && ended.IsBack);
        return isAsWanted ? ExitCodes.Succeeded : ExitCodes.RolledBack;
    }

    public async Task ReportAsync(ParseResult parsed, TextWriter errors, RolloutShape rollout)
    {
        if (parsed.GetValue(_summary) is { } file)
        {
            await File.AppendAllTextAsync(file.FullName, MarkdownSummary.Of(rollout));
        }

        if (parsed.GetValue(_annotate) && MarkdownSummary.Annotation(rollout) is { } annotation)
        {
            await errors.WriteLineAsync(annotation);
        }
    }

    public TimeSpan? Timeout(ParseResult parsed) => parsed.GetValue(_timeout);
}
