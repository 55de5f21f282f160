using Rollouts.Domain.Connections;
using Rollouts.Integrations.InstallationFiles;

namespace Rollouts.Hosting;

/// <summary>Reads the administrators' file at the start of a worker.</summary>
public static class InstallationFile
{
    /// <exception cref="HostRefusedException">The file cannot be read, or is invalid.</exception>
    public static Installation Read(FileInfo file)
    {
        var (installation, problems) = InstallationReader.Read(file.ToString(), FileBytes.Read(file));
        return problems.IsEmpty && installation is not null
            ? installation
            : throw new HostRefusedException(string.Join('\n', problems));
    }
}
