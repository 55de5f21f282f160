using Refit;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>
/// The methods of Slack's Web API that this product calls. Each answers 200 and says in its body what came of it.
/// </summary>
internal interface ISlackApi
{
    [Post("/chat.postMessage")]
    Task<HttpResponseMessage> PostMessageAsync([Body] HttpContent body, CancellationToken cancellation);

    [Post("/chat.update")]
    Task<HttpResponseMessage> UpdateMessageAsync([Body] HttpContent body, CancellationToken cancellation);

    [Post("/chat.postEphemeral")]
    Task<HttpResponseMessage> PostEphemeralAsync([Body] HttpContent body, CancellationToken cancellation);

    [Post("/views.open")]
    Task<HttpResponseMessage> OpenViewAsync([Body] HttpContent body, CancellationToken cancellation);

    [Post("/views.publish")]
    Task<HttpResponseMessage> PublishViewAsync([Body] HttpContent body, CancellationToken cancellation);

    [Post("/chat.unfurl")]
    Task<HttpResponseMessage> UnfurlAsync([Body] HttpContent body, CancellationToken cancellation);

    [Post("/users.info")]
    Task<HttpResponseMessage> UserAsync([Body] HttpContent body, CancellationToken cancellation);

    /// <summary>Takes the app-level token and no other.</summary>
    [Post("/apps.connections.open")]
    Task<HttpResponseMessage> OpenConnectionAsync([Body] HttpContent body, CancellationToken cancellation);
}
