using Rollouts.Domain.Installations;
using Rollouts.Integrations.PlanFiles;

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
}
