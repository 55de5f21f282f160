using System.Net;
using System.Text;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>Errors in every shape that AWS gives them.</summary>
public sealed class AwsFaultTests
{
    [Theory]
    [InlineData(404, "NotFoundException", """{"message":"no route"}""", FaultKind.NotFound)]
    [InlineData(404, "NotFoundException:http://internal/doc", "{}", FaultKind.NotFound)]
    [InlineData(429, "TooManyRequestsException", """{"message":"slow"}""", FaultKind.Throttled)]
    [InlineData(400, null, """{"__type":"com.amazon#ThrottlingException","message":"rate"}""", FaultKind.Throttled)]
    [InlineData(400, null, """{"code":"RequestLimitExceeded","Message":"rate"}""", FaultKind.Throttled)]
    [InlineData(400, "LimitExceededException", """{"message":"quota"}""", FaultKind.Refused)]
    [InlineData(400, "BadRequestException", """{"message":"bad"}""", FaultKind.Refused)]
    [InlineData(409, "ConflictException", """{"message":"token"}""", FaultKind.Refused)]
    [InlineData(403, "ForbiddenException", """{"message":"no"}""", FaultKind.Denied)]
    [InlineData(400, null, """{"__type":"UnrecognizedClientException"}""", FaultKind.Denied)]
    [InlineData(500, "InternalServerErrorException", """{"message":"oh"}""", FaultKind.Broken)]
    [InlineData(503, "ServiceUnavailableException", """{"message":"oh"}""", FaultKind.Broken)]
    [InlineData(502, null, "<html>bad gateway</html>", FaultKind.Broken)]
    [InlineData(
        400,
        null,
        "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate "
            + "exceeded</Message></Error></ErrorResponse>",
        FaultKind.Throttled
    )]
    [InlineData(
        400,
        null,
        "<ErrorResponse xmlns='x'><Error><Code>RuleNotFound</Code><Message>none</Message></Error></ErrorResponse>",
        FaultKind.NotFound
    )]
    [InlineData(
        403,
        null,
        "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error></ErrorResponse>",
        FaultKind.Denied
    )]
    [InlineData(418, "TeapotException", "[]", FaultKind.Refused)]
    public void Mean_the_same_in_every_protocol(int status, string? header, string body, FaultKind kind)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        if (header is not null)
        {
            response.Headers.Add("x-amzn-ErrorType", header);
        }

        var fault = AwsFaults.Of(response, Encoding.UTF8.GetBytes(body), "AWS", TimeProvider.System);

        Assert.Equal(kind, fault.Kind);
        Assert.StartsWith("AWS answers", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_older_name_of_an_error_counts_where_there_is_no_other()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.BadRequest);
        response.Headers.Add("x-amzn-query-error", "Throttling;Sender");

        Assert.Equal(FaultKind.Throttled, AwsFaults.Of(response, [], "AWS", TimeProvider.System).Kind);
    }

    [Fact]
    public void Patience_that_is_asked_for_is_kept()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", "7");

        var fault = AwsFaults.Of(response, [], "AWS", TimeProvider.System);

        Assert.Equal(TimeSpan.FromSeconds(7), fault.RetryAfter);
        Assert.True(fault.MayPass);
    }

    [Fact]
    public void A_wrong_signature_says_where_to_look()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Forbidden);
        response.Headers.Add("x-amzn-ErrorType", "InvalidSignatureException");

        var fault = AwsFaults.Of(response, """{"message":"no match"}"""u8.ToArray(), "AWS", TimeProvider.System);

        Assert.Contains("clock", fault.Message, StringComparison.Ordinal);
    }
}
