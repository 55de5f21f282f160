using Rollouts.Domain.Connections;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci.GitLab;

/// <summary>GitLab, on gitlab.com or a server of one's own.</summary>
internal static class GitLabDescriptor
{
    private static readonly Key<Secret?> SecretToken = Key.Maybe(
        "secretToken",
        SecretWords.Any,
        "Where the webhook's secret token is, which comes as it is in 'X-Gitlab-Token'."
    );

    private static readonly Key<Secret?> Previous = Key.Maybe(
        "previous",
        SecretWords.Any,
        "The secret token before it, taken too while both are in use."
    );

    private static readonly Key<ValueList<Secret>> SigningTokens = Key.Optional(
        "signingTokens",
        new ListShape<Secret>(SecretWords.Any, least: 1, most: 2),
        [],
        "Where the webhook's signing tokens are, one or while they are changed two; better than a secret token."
    );

    private static readonly ApiKeys Api = new(
        "https://gitlab.com/api/v4/",
        "Where the access token is that statuses are written with; none are written where it is left out.",
        token => new Credentials(Basic: null, Bearer: null, [new ExtraHeader("PRIVATE-TOKEN", Value: null, token)])
    );

    private static readonly TypedSettings<(GitLabSender Sender, Endpoint? Api)> Connection = new(
        new MapShape<(GitLabSender Sender, Endpoint? Api)>(
            "gitLabConnection",
            "a pipeline of GitLab",
            [SecretToken, Previous, SigningTokens, .. Api.All],
            Read
        )
        {
            ExactlyOneOf = [SecretToken, SigningTokens],
        }
    );

    public static readonly CiDescriptor Descriptor = new()
    {
        Traits = new PipelineTraits { Key = "gitlab", Title = "GitLab" },
        Connection = Connection.Shape,
        Open = settings => Connection.Read(settings).Sender,
        Tell = (settings, around) =>
            Connection.Read(settings).Api is { } endpoint ? new GitLabStatusReporter(endpoint, around) : null,
    };

    private static (GitLabSender Sender, Endpoint? Api) Read(KeyValues values)
    {
        var (token, previous) = (values.Get(SecretToken), values.Get(Previous));
        if (token is null && previous is not null)
        {
            values.Refuse("plan.one-of", "'previous' goes with 'secretToken'; write two 'signingTokens' instead");
        }

        var secrets = token is null ? null : new SharedSecrets(token, previous);
        return (new GitLabSender(secrets, values.Get(SigningTokens)), Api.Read(values));
    }
}
