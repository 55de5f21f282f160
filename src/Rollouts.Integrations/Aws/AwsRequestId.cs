using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Aws;

/// <summary>The identifier that AWS gives to a request. CloudTrail shows it as <c>requestID</c>.</summary>
internal static class AwsRequestId
{
    /// <summary>Adds the identifier of an answered write to the receipts of the present change.</summary>
    public static void Note(HttpResponseMessage response)
    {
        if (
            response.Headers.TryGetValues("x-amzn-RequestId", out var values)
            && values.FirstOrDefault() is { Length: > 0 } id
        )
        {
            WriteReceipts.Add(id);
        }
    }
}
