using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.CodeDeploy;

/// <summary>
/// Turns deployment groups and configurations of CodeDeploy, AppSpec files, and deployment configurations of ECS
/// services into one plan.
/// </summary>
internal static class CodeDeployImporter
{
    public static Imported Import(IReadOnlyList<SourceDocument> documents, ImportRequest request)
    {
        var losses = new LossLog();
        var parts = documents.Select(document => new DeployDocument(document)).ToList();
        if (!parts.Exists(part => part.IsKnown))
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                "There is no deployment group, deployment configuration, AppSpec or ECS service in what was given."
            );
        }

        var named = parts.Select(part => part.Name).FirstOrDefault(name => name is not null);
        var name = DraftNames.Of(request.Service ?? named, "service");
        var draft = new PlanDraft
        {
            Service = name,
            Environment = request.Environment,
            From = "Imported from AWS CodeDeploy or ECS.",
            Route = name,
            RouteComment = "a route of a connection, which an administrator names so",
            Backends = $"{{ slots: [{name}-blue, {name}-green] }}",
            BackendsComment = "the two target groups, in turns",
        };
        losses.Changed(
            documents[0].File,
            documents[0].Root,
            "a load balancer of AWS is not driven by this product; have an administrator name a route of one that is"
        );
        DraftFinish.NeedCheck(draft, documents[0].File, documents[0].Root, losses);
        var reader = new DeployReader(draft, losses);
        foreach (var part in parts.Where(part => part.IsKnown))
        {
            reader.Read(part);
        }

        reader.Finish(parts.First(part => part.IsKnown));
        foreach (var part in parts)
        {
            losses.Unread(part.Document, CodeDeployReasons.All);
        }

        return new Imported([draft], losses.All);
    }
}
