using System.CommandLine;

namespace Rollouts.Cli.Rollouts;

/// <summary>The options of 'start' beyond those of all server commands.</summary>
internal sealed class StartOptions
{
    public Argument<string> Version { get; } = new("version") { Description = "The version, as in v1.42.0." };

    public Option<FileInfo?> Plan { get; } =
        new("--plan", "-f")
        {
            Description = "The plan file. Without it the plan that was submitted last for the service.",
            HelpName = "file",
        };

    public Option<string?> Service { get; } =
        new("--service") { Description = "The service; with --plan the plan names it." };

    public Option<string?> Environment { get; } =
        new("--environment", "-e") { Description = "The environment; with --plan the plan names it." };

    public Option<string?> Reason { get; } =
        new("--reason", "-m") { Description = "Why. It stands in the audit log. A CI job has a default." };

    public Option<string[]> Authors { get; } =
        new("--author")
        {
            Description = "Who wrote what is released; repeatable. Default: the person who started the CI job.",
        };

    public Option<string[]> Links { get; } =
        new("--link")
        {
            Description = "A link that the rollout shows, as name=https://...; repeatable. A CI job adds its own.",
            HelpName = "name=url",
        };

    public Option<string?> Stable { get; } =
        new("--stable") { Description = "The backend that has all traffic now, where no router can tell." };

    public Option<string?> Mode { get; } = ModeOption();

    public Option<string?> Key { get; } =
        new("--idempotency-key") { Description = "The same key starts one rollout, however often it is sent." };

    public IEnumerable<Symbol> Symbols =>
        [Version, Plan, Service, Environment, Reason, Authors, Links, Stable, Mode, Key];

    private static Option<string?> ModeOption()
    {
        var mode = new Option<string?>("--mode")
        {
            Description =
                "drive, or observe: another controller moves the weights, and the server reads, judges and records.",
        };
        mode.AcceptOnlyFromAmong("drive", "observe");
        return mode;
    }

    public IEnumerable<(string Name, string Address)> LinksOf(ParseResult parsed)
    {
        foreach (var link in parsed.GetValue(Links) ?? [])
        {
            yield return link.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } address]
                ? (name, address)
                : throw new CommandFailedException(
                    ExitCodes.Usage,
                    $"'{link}' is not a link. Write it as name=https://..."
                );
        }
    }
}
