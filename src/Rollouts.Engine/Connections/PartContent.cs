using System.Text;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Engine.Connections;

/// <summary>The parsed text of a part: a connection, a policy, or the problems of the text.</summary>
internal sealed record PartContent(Connection? Connection, EnvironmentPolicy? Policy, ValueList<PlanProblem> Problems)
{
    public bool IsReadable => Connection is not null || Policy is not null;

    public static PartContent Read(Part part, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (part)
        {
            case Part.OfConnection { Connection: var name }:
                var (connection, wrong) = InstallationReader.ReadConnection(name, bytes);
                return new PartContent(connection, null, wrong);
            case Part.OfEnvironment:
                var (policy, problems) = InstallationReader.ReadEnvironment(bytes);
                return new PartContent(null, policy, problems);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
