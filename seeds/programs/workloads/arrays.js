// Typed arrays: a sieve, a product of matrices, a blurred picture, and a checksum over bytes.
function sieve(limit) {
    const composite = new Uint8Array(limit);
    let primes = 0;
    for (let i = 2; i < limit; i++) {
        if (composite[i])
            continue;
        primes++;
        for (let j = i + i; j < limit; j += i)
            composite[j] = 1;
    }
    return primes;
}

function product(size) {
    const a = new Float64Array(size * size), b = new Float64Array(size * size), c = new Float64Array(size * size);
    for (let i = 0; i < size * size; i++) {
        a[i] = i % 7;
        b[i] = i % 5;
    }
    for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
            let sum = 0;
            for (let k = 0; k < size; k++)
                sum += a[i * size + k] * b[k * size + j];
            c[i * size + j] = sum;
        }
    return c.reduce((sum, value) => sum + value, 0);
}

function blur(width, height, rounds) {
    let from = new Int32Array(width * height), to = new Int32Array(width * height);
    for (let i = 0; i < from.length; i++)
        from[i] = (i * 2654435761) >>> 24;
    for (let round = 0; round < rounds; round++) {
        for (let y = 1; y < height - 1; y++)
            for (let x = 1; x < width - 1; x++) {
                const at = y * width + x;
                to[at] = (from[at - 1] + from[at + 1] + from[at - width] + from[at + width] + 4 * from[at]) >> 3;
            }
        [from, to] = [to, from];
    }
    return from;
}

function checksum(picture) {
    const bytes = new Uint8Array(picture.buffer);
    let low = 1, high = 0;
    for (let i = 0; i < bytes.length; i++) {
        low = (low + bytes[i]) % 65521;
        high = (high + low) % 65521;
    }
    return high * 65536 + low;
}

print(sieve(5000000), product(240), checksum(blur(200, 150, 160)));
