using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Plans;

/// <summary>Checks plan files without a server, and reports all of their problems at once.</summary>
internal static class LintCommand
{
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description =
                "Plan files, folders to search for *.yaml, *.yml and *.json, or - for stdin. A file named "
                + "installation.* is checked as one.",
            Arity = ArgumentArity.OneOrMore,
        };
        var installation = PlanArguments.Installation();
        var format = new Option<LintFormat>("--output", "-o")
        {
            Description = "text with excerpts, json, sarif (2.1.0) or github (annotations of a workflow).",
            DefaultValueFactory = _ => LintFormat.Text,
            HelpName = "text|json|sarif|github",
        };
        var command = new ExampledCommand(
            "lint",
            "Check plans offline. Exits 3 when one is refused.",
            [
                "rollouts lint checkout.yaml -i installation.yaml",
                "rollouts lint plans/ -o sarif > plans.sarif",
                "helm template . | rollouts lint -",
            ]
        )
        {
            paths,
            installation,
            format,
        };
        command.SetAction(parsed =>
            Run(
                parsed.GetRequiredValue(paths),
                parsed.GetValue(installation),
                parsed.GetValue(format),
                parsed.InvocationConfiguration.Output,
                parsed.InvocationConfiguration.Error
            )
        );
        return command;
    }

    private static int Run(
        string[] paths,
        FileInfo? installationFile,
        LintFormat format,
        TextWriter output,
        TextWriter errors
    )
    {
        if (!PlanArguments.TryReadInstallation(installationFile, errors, out var installation))
        {
            return ExitCodes.Refused;
        }

        var (files, refused) = (0, 0);
        List<LintProblem> problems = [];
        foreach (var file in paths.SelectMany(Files))
        {
            files++;
            var found = Check(file, installation, errors);
            problems.AddRange(found ?? []);
            refused += found is { Count: 0 } ? 0 : 1;
        }

        LintWriter.Write(new LintReport(files, refused, problems), format, output);
        return files > 0 && refused == 0 ? ExitCodes.Succeeded : ExitCodes.Refused;
    }

    /// <summary>Null if the file cannot be read.</summary>
    private static List<LintProblem>? Check(string file, Installation? installation, TextWriter errors)
    {
        if (!PlanArguments.TryReadBytes(file, errors, out var bytes))
        {
            return null;
        }

        var name = file == "-" ? "stdin" : file;
        var isInstallation = Path.GetFileName(file).StartsWith("installation.", StringComparison.OrdinalIgnoreCase);
        var problems = isInstallation
            ? InstallationReader.Read(name, bytes).Problems
            : PlanReader.Read(name, bytes, installation).Problems;
        return [.. LintProblem.Of(problems, bytes)];
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path)
            ? Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
            : [path];
}
