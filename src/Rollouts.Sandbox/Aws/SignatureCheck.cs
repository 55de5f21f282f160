using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Rollouts.Sandbox.Aws;

/// <summary>Verifies AWS Signature Version 4 as a service of AWS does, with the same error messages.</summary>
/// <param name="service">The service name that must have been signed.</param>
internal sealed partial class SignatureCheck(
    string service,
    string region,
    IReadOnlyCollection<AwsKey> keys,
    TimeProvider clock
)
{
    private const string TimeForm = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Null if one of the keys has signed the request.</summary>
    public AwsRefusal? Check(SignedRequest request)
    {
        if (request.Headers.Authorization is not [{ Length: > 0 } authorization])
        {
            return new AwsRefusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }

        var parts = Form().Match(authorization);
        if (
            !parts.Success
            || request.Headers["x-amz-date"] is not [{ } date]
            || !DateTimeOffset.TryParseExact(
                date,
                TimeForm,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var signedAt
            )
        )
        {
            return new AwsRefusal(
                403,
                "IncompleteSignatureException",
                "Authorization header requires 'Credential' parameter, 'Signature' parameter, 'SignedHeaders' "
                    + "parameter and existence of either a 'X-Amz-Date' or a 'Date' header."
            );
        }

        return
            keys.FirstOrDefault(key => key.Id == parts.Groups["id"].Value) is { } key
            && (request.Headers["x-amz-security-token"] is [{ } token] ? token : null) == key.Token
            ? Check(request, parts, key, date, signedAt)
            : new AwsRefusal(
                403,
                "UnrecognizedClientException",
                "The security token included in the request is invalid."
            );
    }

    private AwsRefusal? Check(SignedRequest request, Match parts, AwsKey key, string date, DateTimeOffset signedAt)
    {
        if (ScopeRefusal(parts, date) is { } scope)
        {
            return Wrong(scope);
        }

        var now = clock.GetUtcNow();
        if ((now - signedAt).Duration() > Skew)
        {
            var (side, edge) = signedAt < now ? ("expired", now - Skew) : ("not yet current", now + Skew);
            return Wrong(
                $"Signature {side}: {date} is now {(signedAt < now ? "earlier" : "later")} than "
                    + $"{edge.ToString(TimeForm, CultureInfo.InvariantCulture)} (5 min.)"
            );
        }

        var names = parts.Groups["headers"].Value.Split(';');
        var body = request.Headers["x-amz-content-sha256"] is [{ Length: > 0 } said] && said != request.BodyHash;
        return !body && names.Contains("host") && names.Contains("x-amz-date") && IsSigned(request, parts, names, key)
            ? null
            : Wrong(
                "The request signature we calculated does not match the signature you provided. Check your AWS "
                    + "Secret Access Key and signing method. Consult the service documentation for details."
            );
    }

    private string? ScopeRefusal(Match parts, string date) =>
        !date.StartsWith(parts.Groups["day"].Value, StringComparison.Ordinal)
            ? "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP"
        : parts.Groups["region"].Value != region
            ? $"Credential should be scoped to a valid region, not '{parts.Groups["region"].Value}'. "
        : parts.Groups["service"].Value != service ? $"Credential should be scoped to correct service: '{service}'. "
        : null;

    private static bool IsSigned(SignedRequest request, Match parts, string[] names, AwsKey key)
    {
        string Part(string name) => parts.Groups[name].Value;
        var scope = $"{Part("day")}/{Part("region")}/{Part("service")}/aws4_request";
        var canonical = SHA256.HashData(Encoding.UTF8.GetBytes(request.Canonical(names)));
        var text = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope}\n{SignedRequest.Hex(canonical)}";
        var derived = Encoding.UTF8.GetBytes("AWS4" + key.Secret);
        foreach (var step in scope.Split('/'))
        {
            derived = Keyed(derived, step);
        }

        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(SignedRequest.Hex(Keyed(derived, text))),
            Encoding.ASCII.GetBytes(Part("signature"))
        );
    }

    private static byte[] Keyed(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static AwsRefusal Wrong(string message) => new(403, "InvalidSignatureException", message);

    [GeneratedRegex(
        @"^AWS4-HMAC-SHA256 +Credential=(?<id>[^/ ,]+)/(?<day>[0-9]{8})/(?<region>[^/ ,]+)/(?<service>[^/ ,]+)/"
            + @"aws4_request, *SignedHeaders=(?<headers>[a-z0-9;_-]+), *Signature=(?<signature>[0-9a-f]{64})$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
