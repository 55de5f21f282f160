using Rollouts.Domain.Connections;
using Rollouts.Integrations.Http;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci.GitHub;

/// <summary>GitHub, on github.com or a server of one's own.</summary>
internal static class GitHubDescriptor
{
    private static readonly SecretKeys Secrets = new("secret", "Where the secret of the webhook is.");

    private static readonly ApiKeys Api = new(
        "https://api.github.com/",
        "Where the token is that statuses are written with; none are written where it is left out.",
        token => new Credentials(Basic: null, Bearer: token, Headers: [])
    );

    private static readonly TypedSettings<(SharedSecrets Secrets, Endpoint? Api)> Connection = new(
        new MapShape<(SharedSecrets Secrets, Endpoint? Api)>(
            "gitHubConnection",
            "a pipeline of GitHub",
            [.. Secrets.All, .. Api.All],
            values => (Secrets.Read(values), Api.Read(values))
        )
    );

    public static readonly CiDescriptor Descriptor = new()
    {
        Traits = new PipelineTraits { Key = "github", Title = "GitHub" },
        Connection = Connection.Shape,
        Open = settings => new GitHubSender(Connection.Read(settings).Secrets),
        Tell = (settings, around) =>
            Connection.Read(settings).Api is { } endpoint ? new GitHubStatusReporter(endpoint, around) : null,
    };
}
