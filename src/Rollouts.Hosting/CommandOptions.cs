using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace Rollouts.Hosting;

/// <summary>The options that the commands of a worker share.</summary>
/// <param name="drives">Whether the command drives rollouts. One that only reads the store needs fewer options.</param>
public sealed class CommandOptions(bool drives = true)
{
    private const string Text = "text";
    private const string Json = "json";

    private readonly Option<FileInfo> _installation = new("--installation", "-i")
    {
        Description = "The administrators' file with connections and environments.",
        HelpName = "file",
        Required = true,
    };

    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "The folder of the embedded database. Made where it is missing.",
        HelpName = "folder",
        DefaultValueFactory = _ => new DirectoryInfo("rollouts-data"),
    };

    private readonly Option<string?> _postgres = new("--postgres-from")
    {
        Description = "The environment variable that holds a PostgreSQL connection string, for several workers.",
        HelpName = "variable",
    };

    private readonly Option<string> _listen = new("--listen")
    {
        Description =
            "Where /health/live, /health/ready, /health/outside and /metrics answer, and alarms are pushed to.",
        HelpName = "url",
        DefaultValueFactory = _ => "http://127.0.0.1:0",
    };

    private readonly Option<string> _log = new Option<string>("--log")
    {
        Description = "How the log is written. How much of it, the environment variable ROLLOUTS_LOG says.",
        DefaultValueFactory = _ => Text,
    }.AcceptOnlyFromAmong(Text, Json);

    private readonly Option<FileInfo?> _mark = new("--mark")
    {
        Description =
            "The file that remembers how far the database had come, so that a restored backup is noticed. It lies in "
            + "the data folder by default; on PostgreSQL there is none unless it is named.",
        HelpName = "file",
    };

    private readonly Option<bool> _restored = new("--restored")
    {
        Description =
            "Acknowledges that the database was restored from a backup: routers are read before anything is written.",
    };

    public IEnumerable<Option> All =>
        drives ? [_installation, _data, _postgres, _listen, _log, _mark, _restored] : [_data, _postgres];

    /// <param name="usual">The log level unless the environment sets one.</param>
    /// <param name="tellsStory">
    /// Whether standard output is used for the timeline, so that the log must go elsewhere.
    /// </param>
    public HostSettings Read(ParseResult parsed, LogLevel usual = LogLevel.Warning, bool tellsStory = false) =>
        new(
            drives ? parsed.GetRequiredValue(_installation) : null,
            parsed.GetRequiredValue(_data),
            parsed.GetValue(_postgres),
            drives ? parsed.GetRequiredValue(_listen) : null
        )
        {
            MarkAt = drives ? parsed.GetValue(_mark) : null,
            IsRestored = drives && parsed.GetValue(_restored),
            Log = drives ? LogSettings.Of(FormOf(parsed), usual, tellsStory) : LogSettings.Quiet,
        };

    private LogForm FormOf(ParseResult parsed) => parsed.GetRequiredValue(_log) == Json ? LogForm.Json : LogForm.Text;
}
