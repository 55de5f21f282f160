using System.CommandLine;
using Rollouts.Domain.Installations;
using Rollouts.Integrations.InstallationFiles;

namespace Rollouts.Cli.Plans;

/// <summary>What the offline commands have in common.</summary>
internal static class PlanArguments
{
    public static Option<FileInfo?> Installation() =>
        new("--installation", "-i")
        {
            Description =
                "The administrators' file with connections and environments; without it the rules that need one "
                + "are left out.",
            HelpName = "file",
        };

    /// <summary>
    /// Reads the installation that was named. False, with the reasons written, where it cannot be used.
    /// </summary>
    public static bool TryReadInstallation(FileInfo? file, TextWriter errors, out Installation? installation)
    {
        installation = null;
        if (file is null)
        {
            return true;
        }

        if (!TryReadBytes(file.ToString(), errors, out var bytes))
        {
            return false;
        }

        (installation, var problems) = InstallationReader.Read(file.ToString(), bytes);
        foreach (var problem in problems)
        {
            errors.WriteLine(problem);
        }

        return problems.IsEmpty;
    }

    public static bool TryReadBytes(string path, TextWriter errors, out byte[] bytes)
    {
        try
        {
            bytes = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{path}: cannot be read: {exception.Message}");
            bytes = [];
            return false;
        }
    }
}
