using System.Collections.Frozen;
using System.Net;
using Amazon.Runtime;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Aws;

/// <summary>
/// Classifies the errors of AWS by their code and not by their status: throttling is a 400 in one service and a 429 in
/// another.
/// </summary>
internal static class AwsFaults
{
    private static readonly FrozenDictionary<string, FaultKind> Known = Kinds();

    public static Fault Of(HttpResponseMessage response, byte[] body, string whom, TimeProvider clock)
    {
        var error = AwsError.Read(response, body);
        var said = error.Code.Length > 0 ? $"{ForeignText.Quoted(error.Code)}, {error.Message}" : error.Message;
        return Sharpened(HttpFaults.Of(response, whom, said, clock), error.Code);
    }

    /// <summary>Classifies an error that an AWS client has parsed.</summary>
    public static Fault Of(AmazonServiceException error, string whom)
    {
        var code = error.ErrorCode ?? "";
        var said = code.Length > 0 ? $"{ForeignText.Quoted(code)}, " : "";
        var kind = error.StatusCode switch
        {
            // No answer was received.
            < HttpStatusCode.Continue => FaultKind.Unreachable,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => FaultKind.Denied,
            HttpStatusCode.TooManyRequests => FaultKind.Throttled,
            >= HttpStatusCode.InternalServerError => FaultKind.Broken,
            _ => FaultKind.Refused,
        };
        return Sharpened(new Fault(kind, $"{whom} fails: {said}{ForeignText.Quoted(error.Message)}"), code);
    }

    private static Fault Sharpened(Fault fault, string code) =>
        fault with
        {
            Kind = Known.TryGetValue(code, out var kind) ? kind : fault.Kind,
            Message = fault.Message + Hint(code),
        };

    private static string Hint(string code) =>
        code switch
        {
            "InvalidSignatureException" or "SignatureDoesNotMatch" =>
                "; is it the right key, and is this machine's clock right?",
            "RequestTimeTooSkewed" or "RequestExpired" => "; is this machine's clock right?",
            _ => "",
        };

    private static FrozenDictionary<string, FaultKind> Kinds()
    {
        (FaultKind Kind, string[] Codes)[] all =
        [
            (
                FaultKind.Throttled,
                [
                    "TooManyRequestsException",
                    "Throttling",
                    "ThrottlingException",
                    "ThrottledException",
                    "RequestThrottled",
                    "RequestThrottledException",
                    "RequestLimitExceeded",
                    "BandwidthLimitExceeded",
                    "PriorRequestNotComplete",
                    "SlowDown",
                ]
            ),
            (
                FaultKind.Denied,
                [
                    "AccessDenied",
                    "AccessDeniedException",
                    "AuthFailure",
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "ForbiddenException",
                    "IncompleteSignature",
                    "IncompleteSignatureException",
                    "InvalidAccessKeyId",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "NotAuthorized",
                    "OptInRequired",
                    "RequestExpired",
                    "RequestTimeTooSkewed",
                    "SignatureDoesNotMatch",
                    "UnauthorizedOperation",
                    "UnrecognizedClientException",
                ]
            ),
            (
                FaultKind.NotFound,
                [
                    "ListenerNotFound",
                    "LoadBalancerNotFound",
                    "NotFoundException",
                    "ResourceNotFound",
                    "ResourceNotFoundException",
                    "RuleNotFound",
                    "TargetGroupNotFound",
                ]
            ),
            (FaultKind.TimedOut, ["RequestTimeout", "RequestTimeoutException"]),
            (
                FaultKind.Broken,
                [
                    "InternalFailure",
                    "InternalServerError",
                    "InternalServerErrorException",
                    "InternalServerException",
                    "InternalServiceError",
                    "InternalServiceFault",
                    "ServiceUnavailable",
                    "ServiceUnavailableException",
                ]
            ),
        ];
        return all.SelectMany(kind => kind.Codes.Select(code => (code, kind.Kind)))
            .ToFrozenDictionary(pair => pair.code, pair => pair.Kind, StringComparer.Ordinal);
    }
}
