using Rollouts.Domain.Connections;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Integrations.InstallationFiles;

/// <summary>Reads the administrators' file, with the same care and the same errors as a plan.</summary>
public static class InstallationReader
{
    public static (Installation? Installation, ValueList<PlanProblem> Problems) Read(
        string file,
        ReadOnlyMemory<byte> bytes
    )
    {
        var form = FileForm.Of(InstallationLanguage.Installation, file, bytes);
        return (form.Value, form.Problems);
    }

    /// <summary>Reads the value below the name of a connection.</summary>
    public static (Connection? Connection, ValueList<PlanProblem> Problems) ReadConnection(
        ConnectionName name,
        ReadOnlyMemory<byte> bytes
    )
    {
        var form = FileForm.Of(InstallationLanguage.Connection, "connection", bytes);
        return (form.Value?.Invoke(name), form.Problems);
    }

    /// <summary>Reads the value below the name of an environment.</summary>
    public static (EnvironmentPolicy? Policy, ValueList<PlanProblem> Problems) ReadEnvironment(
        ReadOnlyMemory<byte> bytes
    )
    {
        var form = FileForm.Of(InstallationLanguage.Environment, "environment", bytes);
        return (form.Value, form.Problems);
    }
}
