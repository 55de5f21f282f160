namespace Rollouts.Sandbox.AppMesh;

/// <summary>The errors of App Mesh, by their names and statuses.</summary>
internal sealed record MeshError(int Status, string Code, string Message)
{
    public static MeshError BadRequest(string message) => new(400, "BadRequestException", message);

    public static MeshError Forbidden(string message) => new(403, "ForbiddenException", message);

    public static MeshError NotFound(string message) => new(404, "NotFoundException", message);

    public static MeshError Conflict(string message) => new(409, "ConflictException", message);

    public static MeshError TooManyRequests() => new(429, "TooManyRequestsException", "Rate exceeded");

    public static MeshError Broken() => new(500, "InternalServerErrorException", "The sandbox was told to fail");
}
