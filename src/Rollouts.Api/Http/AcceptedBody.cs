namespace Rollouts.Api.Http;

/// <summary>
/// The type of an endpoint's body, for the OpenAPI document. It enforces nothing: the endpoint reads its body itself.
/// </summary>
/// <param name="Type">Null for the text of a plan or of a part of the installation.</param>
internal sealed record AcceptedBody(Type? Type);
