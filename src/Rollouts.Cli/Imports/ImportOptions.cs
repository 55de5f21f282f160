using System.CommandLine;
using Rollouts.Cli.Output;

namespace Rollouts.Cli.Imports;

/// <summary>The options that all imports share.</summary>
internal sealed class ImportOptions
{
    private readonly Option<string> _environment = new("--environment", "-e")
    {
        Description = "The environment that the plan is for.",
        DefaultValueFactory = _ => "prod",
    };

    private readonly Option<string?> _service = new("--service")
    {
        Description = "The service; the manifest's own name without it.",
    };

    private readonly Option<string?> _source = new("--source")
    {
        Description = "The connection that metrics come from; the installation's default without it.",
    };

    private readonly Option<string> _approvers = new("--approvers")
    {
        Description = "The group that approves where the other tool waited for a person.",
        DefaultValueFactory = _ => "release-managers",
    };

    public Option<string?> Counterfactual { get; } =
        new("--counterfactual")
        {
            Description =
                "An evidence bundle: say when the imported checks would have rolled it back, and whether wrongly.",
            HelpName = "bundle",
        };

    public Argument<string[]> Paths { get; } =
        new("paths")
        {
            Description = "Manifests in YAML or JSON, folders of them, or - for stdin.",
            Arity = ArgumentArity.OneOrMore,
        };

    public Option<DirectoryInfo?> Out { get; } =
        new("--out") { Description = "Write each plan to <service>.yaml in this folder.", HelpName = "folder" };

    public Option<OutputFormat> Output { get; } = Printer.Option();

    public void AddTo(Command command)
    {
        command.Add(Paths);
        command.Add(_environment);
        command.Add(_service);
        command.Add(_source);
        command.Add(_approvers);
        command.Add(Out);
        command.Add(Counterfactual);
        command.Add(Output);
    }

    public ImportRequest Read(ParseResult parsed) =>
        new(
            parsed.GetRequiredValue(_environment),
            parsed.GetValue(_service),
            parsed.GetValue(_source),
            parsed.GetRequiredValue(_approvers)
        );
}
