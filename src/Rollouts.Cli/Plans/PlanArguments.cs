using System.CommandLine;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.InstallationFiles;

namespace Rollouts.Cli.Plans;

/// <summary>The arguments that the offline commands share.</summary>
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

    /// <summary>Reads the installation file. If it cannot be used, this writes the reasons and returns false.</summary>
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
            bytes = path == "-" ? ReadInput() : File.ReadAllBytes(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{path}: cannot be read: {exception.Message}");
            bytes = [];
            return false;
        }
    }

    private static byte[] ReadInput()
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }
}
