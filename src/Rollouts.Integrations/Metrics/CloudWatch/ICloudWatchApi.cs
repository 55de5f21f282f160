using Refit;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>CloudWatch by its JSON protocol: one address, and the operation in a header.</summary>
internal interface ICloudWatchApi
{
    [Post("")]
    Task<HttpResponseMessage> CallAsync(
        [Header("X-Amz-Target")] string operation,
        [Body] HttpContent body,
        CancellationToken cancellation
    );
}
