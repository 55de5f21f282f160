using System.CommandLine;
using Rollouts.Worker.Hosting;

namespace Rollouts.Worker.Commands;

/// <summary>What every command of a worker needs to know.</summary>
/// <param name="drives">Whether it drives anything; a command that only reads the store needs less.</param>
internal sealed class HostOptions(bool drives = true)
{
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
        Description = "Where /health/live and /health/ready answer.",
        HelpName = "url",
        DefaultValueFactory = _ => "http://127.0.0.1:0",
    };

    public IEnumerable<Option> All => drives ? [_installation, _data, _postgres, _listen] : [_data, _postgres];

    public HostSettings Read(ParseResult parsed) =>
        new(
            drives ? parsed.GetRequiredValue(_installation) : null,
            parsed.GetRequiredValue(_data),
            parsed.GetValue(_postgres),
            drives ? parsed.GetRequiredValue(_listen) : null
        );
}
