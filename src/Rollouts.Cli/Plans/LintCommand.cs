using System.CommandLine;
using Rollouts.Domain.Installations;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanFiles;

namespace Rollouts.Cli.Plans;

/// <summary>Checks plan files without a server, and says everything that is wrong with them at once.</summary>
internal static class LintCommand
{
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description =
                "Plan files, or folders to search for *.yaml, *.yml and *.json. A file named installation.* is "
                + "checked as one.",
            Arity = ArgumentArity.OneOrMore,
        };
        var installation = PlanArguments.Installation();
        var command = new Command("lint", "Check plans offline. Exits 1 when one is refused.") { paths, installation };
        command.SetAction(parsed =>
            Run(
                parsed.GetRequiredValue(paths),
                parsed.GetValue(installation),
                parsed.InvocationConfiguration.Output,
                parsed.InvocationConfiguration.Error
            )
        );
        return command;
    }

    private static int Run(string[] paths, FileInfo? installationFile, TextWriter output, TextWriter errors)
    {
        if (!PlanArguments.TryReadInstallation(installationFile, errors, out var installation))
        {
            return ExitCodes.Refused;
        }

        var (files, refused, problems) = (0, 0, 0);
        foreach (var file in paths.SelectMany(Files))
        {
            files++;
            var found = Check(file, installation, output, errors);
            problems += found;
            refused += found > 0 ? 1 : 0;
        }

        output.WriteLine(
            files == 0
                ? "no plan found: nothing here ends in .yaml, .yml or .json"
                : $"{files} file{Plural(files)} checked, {refused} refused, {problems} problem{Plural(problems)}"
        );
        return files > 0 && refused == 0 ? ExitCodes.Well : ExitCodes.Refused;
    }

    private static int Check(string file, Installation? installation, TextWriter output, TextWriter errors)
    {
        if (!PlanArguments.TryReadBytes(file, errors, out var bytes))
        {
            return 1;
        }

        var isInstallation = Path.GetFileName(file).StartsWith("installation.", StringComparison.OrdinalIgnoreCase);
        var problems = isInstallation
            ? InstallationReader.Read(file, bytes).Problems
            : PlanReader.Read(file, bytes, installation).Problems;
        foreach (var problem in problems)
        {
            output.WriteLine(problem);
        }

        return problems.Count;
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path)
            ? Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
            : [path];

    private static string Plural(int count) => count == 1 ? "" : "s";
}
