// Reads and writes properties: bodies under gravity, a linked queue of events, and dispatch over a class hierarchy.
class Shape {
    constructor(name) { this.name = name; this.seen = 0; }
    area() { return 0; }
    visit() { this.seen++; return this.area(); }
}
class Square extends Shape {
    constructor(side) { super("square"); this.side = side; }
    area() { return this.side * this.side; }
}
class Circle extends Shape {
    constructor(radius) { super("circle"); this.radius = radius; }
    area() { return 3 * this.radius * this.radius; }
}
class Ring extends Circle {
    constructor(radius, hole) { super(radius); this.hole = hole; }
    area() { return super.area() - 3 * this.hole * this.hole; }
}

function shapes(rounds) {
    const all = [];
    for (let i = 1; i <= 30; i++)
        all.push(i % 3 == 0 ? new Square(i) : i % 3 == 1 ? new Circle(i) : new Ring(i, i >> 1));
    let total = 0;
    for (let round = 0; round < rounds; round++)
        for (const shape of all)
            total = (total + shape.visit()) % 1000003;
    return total;
}

function bodies(steps) {
    const all = [];
    for (let i = 0; i < 5; i++)
        all.push({ x: i * 1.5, y: 2 - i, z: i * i * 0.25, vx: 0, vy: 0.1 * i, vz: 0, mass: 1 + i * 0.1 });
    for (let step = 0; step < steps; step++) {
        for (let i = 0; i < all.length; i++) {
            const a = all[i];
            for (let j = i + 1; j < all.length; j++) {
                const b = all[j];
                const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
                const square = dx * dx + dy * dy + dz * dz + 0.01;
                const pull = 0.001 / (square * Math.sqrt(square));
                a.vx -= dx * b.mass * pull; a.vy -= dy * b.mass * pull; a.vz -= dz * b.mass * pull;
                b.vx += dx * a.mass * pull; b.vy += dy * a.mass * pull; b.vz += dz * a.mass * pull;
            }
        }
        for (const body of all) {
            body.x += body.vx * 0.001; body.y += body.vy * 0.001; body.z += body.vz * 0.001;
        }
    }
    return all.map(body => body.x.toFixed(6)).join(",");
}

function queue(events) {
    let first = { next: null, key: 0 }, last = first, done = 0;
    for (let key = 1; done < events; key++) {
        last.next = { next: null, key };
        last = last.next;
        if (key % 3) {
            done += first.key & 1;
            first = first.next;
        }
    }
    return done + ":" + first.key;
}

print(shapes(100000), bodies(100000), queue(2000000));
